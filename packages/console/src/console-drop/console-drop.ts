import type { ProductView, VariantView } from '@tote/core'
import type { CueIntent, ShowId, VariantId } from '@tote/protocol'
import { dropSchema, MOST_PER_SHOPPER, type Drop } from '@tote/protocol/drops'
import { html, LitElement, nothing } from 'lit'
import { property } from 'lit/decorators.js'
import { minutesText } from '../console-product/minutes-text.ts'
import { consoleStyles } from '../console.styles.ts'
import { consoleDropStyles } from './console-drop.styles.ts'

/** A host talks for minutes, not to the second. */
const OPENS_IN = [0, 1, 2, 5, 10, 15, 30, 60]
const HELD_FOR = [1, 2, 3, 5, 10, 15, 30]
const USUALLY_HELD_FOR = 3

/** What a host asked of a drop; with `inMinutes` it opens then. */
export interface DropWish {
  readonly intent: Extract<CueIntent, { kind: 'announceDrop' | 'endDrop' }>
  readonly inMinutes: number
}

/**
 * Gives one variant of a product out by turns, or ends that.
 * @fires console-drop - A `DropWish` of the host.
 */
export class ConsoleDrop extends LitElement {
  static override styles = [consoleStyles, consoleDropStyles]

  @property({ attribute: false }) product: ProductView | null = null
  @property({ type: Boolean }) busy = false

  override render() {
    const { product } = this
    if (product === null) return nothing
    const dropped = product.variants.flatMap((variant) => {
      const drop = dropSchema.safeParse(variant.drop).data
      return drop === undefined ? [] : [{ variant, drop }]
    })
    const free = product.variants.filter((variant) => !dropped.some((one) => one.variant === variant))
    return html`
      ${dropped.map(({ variant, drop }) => this.#underWay(variant, drop))}
      ${free.length === 0 ? nothing : this.#form(product, free)}
    `
  }

  #underWay({ title }: VariantView, { id, showId, opensAt, perShopper }: Drop) {
    return html`<p class="drop">
      <span>
        Drop of ${title}: ${perShopper} each, opens ${new Date(opensAt).toLocaleTimeString()}.
        <a href=${logPath(showId, id)} target="_blank" rel="noopener">Public log</a>
      </span>
      <button
        type="button"
        ?disabled=${this.busy}
        @click=${() => this.#ask({ intent: { kind: 'endDrop', dropId: id }, inMinutes: 0 })}
      >
        End the drop of ${title}
      </button>
    </p>`
  }

  #form({ id: productId }: ProductView, variants: readonly VariantView[]) {
    return html`<form
      aria-label="Give out by turns"
      @submit=${(event: SubmitEvent) => {
        event.preventDefault()
        const read = (name: string) =>
          this.renderRoot.querySelector<HTMLSelectElement>(`select[name=${name}]`)?.value ?? ''
        const variantId: VariantId | undefined = variants.find(({ id }) => id === read('variant'))?.id
        if (variantId === undefined) return
        const perShopper = Number(read('each'))
        const holdMs = Number(read('held')) * 60_000
        this.#ask({
          intent: { kind: 'announceDrop', productId, variantId, perShopper, holdMs },
          inMinutes: Number(read('opens')),
        })
      }}
    >
      <label>
        Give out by turns
        <select name="variant">
          ${variants.map(({ id, title }) => html`<option value=${id}>${title}</option>`)}
        </select>
      </label>
      <label>
        It opens
        <select name="opens">
          ${OPENS_IN.map((minutes) => html`<option value=${minutes}>${minutes === 0 ? 'now' : `in ${minutesText(minutes)}`}</option>`)}
        </select>
      </label>
      <label>
        Units each
        <select name="each">
          ${Array.from({ length: MOST_PER_SHOPPER }, (_, index) => html`<option>${index + 1}</option>`)}
        </select>
      </label>
      <label>
        A turn is held
        <select name="held">
          ${HELD_FOR.map(
            (minutes) =>
              html`<option value=${minutes} ?selected=${minutes === USUALLY_HELD_FOR}>
                for ${minutesText(minutes)}
              </option>`,
          )}
        </select>
      </label>
      <button ?disabled=${this.busy}>Announce the drop</button>
    </form>`
  }

  #ask(wish: DropWish): void {
    this.dispatchEvent(new CustomEvent('console-drop', { detail: wish, bubbles: true, composed: true }))
  }
}

function logPath(showId: ShowId, dropId: string): string {
  return `/v1/shows/${encodeURIComponent(showId)}/drops/${encodeURIComponent(dropId)}/log`
}
