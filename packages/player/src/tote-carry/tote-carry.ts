import { html, nothing, type TemplateResult } from 'lit'
import { property, state } from 'lit/decorators.js'
import { createLoader } from '../internal/create-loader.ts'
import { StoreController } from '../internal/store-controller.ts'
import { closeIcon } from '../internal/theme/icons.ts'
import { ToteElement } from '../internal/tote-element.ts'
import type { TotePlayer } from '../tote-player/tote-player.ts'
import type { CarryPanel } from './carry-panel.ts'
import { chipEnglish } from './chip-english.ts'
import { ClaimWindow } from './claim-window.ts'
import { toteCarryStyles } from './tote-carry.styles.ts'

/**
 * Brings a basket here from another site or device, or takes this one along: by a window of the hub, a code to scan or
 * eight letters to type. Nothing is joined before the shopper's yes. With the attribute `compact` a chip for over the
 * picture of who is new here and has nothing in the basket: its press opens the hub's window.
 *
 * @summary Continues a basket between sites and devices.
 * @csspart unfold - The button that opens all there is.
 * @csspart chip - What is over the picture.
 * @csspart continue - Its button, which opens the hub's window.
 * @csspart dismiss - The button that takes it away.
 * @csspart carry - The whole, once it is open.
 * @csspart open - The button that opens the hub's window.
 * @csspart here - The button that asks for a basket.
 * @csspart there - The button that takes this one along.
 * @csspart follow - In an isolated player, the button that brings it without a window, for who said "follow me".
 * @csspart scan - A code to scan.
 * @csspart code - The same, in letters.
 * @csspart match - The two digits.
 * @csspart close - The button that folds it up.
 */
export class ToteCarry extends ToteElement {
  static override styles = toteCarryStyles

  /** Only the chip: for over the picture. */
  @property({ type: Boolean, reflect: true }) compact = false
  /** Whether it is unfolded. */
  @property({ type: Boolean, reflect: true }) open = false

  @state() private isDismissed = false
  @state() private panel: CarryPanel | null = null
  readonly #claim = new ClaimWindow(this)
  readonly #journey = new StoreController(this, () => this.current?.journey.$journey)
  readonly #offer = new StoreController(this, () => this.current?.journey.$offer)
  readonly #cart = new StoreController(this, () => this.current?.cart.$cart)
  readonly #load = createLoader(
    () => import('./carry-panel.ts'),
    ({ CarryPanel: Panel }) => {
      this.panel = new Panel(this, this.#claim)
    },
  )

  protected override get ownEnglish() {
    return chipEnglish
  }

  override render() {
    const { current: tote } = this
    if (tote === null) return nothing
    if (this.compact) return this.#isNew && !this.isDismissed ? this.#renderChip() : nothing
    if (this.open) this.#load()
    if (this.open && this.panel !== null) return this.panel.render(this.#close)
    return html`<button class="link-button" part="unfold" type="button" @click=${this.#unfold}>
      ${this.words.text('carry.title')}
    </button>`
  }

  /** Nothing here yet that could be lost, and nothing asked already. */
  get #isNew(): boolean {
    const journey = this.#journey.value
    const cart = this.#cart.value
    return (
      journey?.status === 'open' &&
      !journey.isContinued &&
      cart?.status === 'ready' &&
      cart.totalQuantity === 0 &&
      this.#offer.value === null
    )
  }

  #renderChip(): TemplateResult {
    return html`<div class="chip" part="chip">
        <button
          class="continue"
          part="continue"
          type="button"
          @pointerenter=${this.#prepare}
          @pointerleave=${this.#onLeave}
          @focus=${this.#prepare}
          @blur=${this.#forget}
          @click=${this.#onChip}
        >
          ${this.words.text('carry.title')}
        </button>
        <button
          class="icon-button"
          part="dismiss"
          type="button"
          aria-label=${this.words.text('carry.dismiss')}
          @click=${this.#dismiss}
        >
          ${closeIcon}
        </button>
      </div>
      <p class="said" role="status">${this.#said()}</p>`
  }

  /** What became of the window. */
  #said(): string | typeof nothing {
    const { isOpen, state: claim } = this.#claim
    if (!isOpen) return nothing
    if (claim.status === 'waiting') return this.words.text('carry.compare', { digits: claim.match })
    const isOver = claim.status === 'declined' || claim.status === 'over' || claim.status === 'failed'
    return isOver ? this.words.text(`carry.${claim.status}`) : nothing
  }

  /** Ahead of the press, which then opens the window at once. */
  readonly #prepare = (): void => {
    void this.#claim.ask()
  }

  /** A finger leaves before it has pressed. */
  readonly #onLeave = ({ pointerType }: PointerEvent): void => {
    if (pointerType === 'mouse') this.#forget()
  }

  /** Not pressed after all: what was asked for is not waited for. */
  readonly #forget = (): void => {
    if (!this.#claim.isOpen) this.#claim.cancel()
  }

  readonly #onChip = (): void => {
    this.#claim.open()
    if (this.#claim.problem === 'carry.blocked') this.#showOtherWays()
  }

  /** The window did not open: code and letters are in the panel, and stay there. */
  #showOtherWays(): void {
    const root = this.getRootNode()
    if (!(root instanceof ShadowRoot) || root.host.localName !== 'tote-player') return
    // The tag names the class: who defines it otherwise has no element of ours in its root.
    const player = root.host as TotePlayer
    const whole = root.querySelector<ToteCarry>('tote-carry:not([compact])')
    if (whole === null) return
    whole.open = true
    void this.#claim.handTo(whole.#claim)
    player.openPanel('cart')
  }

  readonly #dismiss = (): void => {
    this.#claim.cancel()
    this.isDismissed = true
  }

  readonly #unfold = (): void => {
    this.open = true
  }

  readonly #close = (): void => {
    this.#claim.cancel()
    this.open = false
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tote-carry': ToteCarry
  }
}
