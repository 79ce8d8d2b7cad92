import { html, nothing } from 'lit'
import { property, state } from 'lit/decorators.js'
import { createLoader } from '../internal/create-loader.ts'
import { lateEnglish } from '../internal/messages/late-english.ts'
import { StoreController } from '../internal/store-controller.ts'
import { base } from '../internal/theme/base.ts'
import { buttons } from '../internal/theme/buttons.ts'
import { tokens } from '../internal/theme/tokens.ts'
import { ToteElement } from '../internal/tote-element.ts'
import type { FriendsRoom } from './friends-room.ts'
import { dropInvite, readInvite } from './invite-link.ts'

/**
 * A basket that up to twenty friends fill together, each in a colour of their own: who put in what, who is for it, and who buys
 * it into their own basket. With the attribute `compact` the question about an invitation that this page was opened by:
 * nobody joins before they say so. Both are loaded when they are needed.
 *
 * @summary A basket with friends.
 * @csspart friends - The whole, once it is open.
 * @csspart open - The button that opens it.
 * @csspart name - The field for the shopper's name.
 * @csspart start - The button that starts a basket with friends.
 * @csspart members - Who is in it.
 * @csspart remove - The button by which its owner sends somebody away.
 * @csspart invite - The button that copies an invitation.
 * @csspart uninvite - The button that ends all invitations.
 * @csspart link - The invitation, where it could not be copied.
 * @csspart lines - What lies in it.
 * @csspart line - One of these.
 * @csspart vote - The button to be for a line.
 * @csspart take-out - The button that takes one's own line out.
 * @csspart release - The button that lets others have what one took.
 * @csspart choice - What can be put in.
 * @csspart add - The button that puts it in.
 * @csspart buy-mine - The button that takes one's own lines into one's own basket.
 * @csspart buy-all - The button that takes all that nobody takes yet.
 * @csspart leave - The button to leave, or to end it.
 * @csspart keep - The button that keeps it after all.
 * @csspart said - What came of the last press.
 * @csspart join - The button that joins.
 * @csspart dismiss - The button for not now.
 */
export class ToteFriends extends ToteElement {
  static override styles = [tokens, base, buttons]

  /** The question about an invitation, in place of the basket. */
  @property({ type: Boolean, reflect: true }) compact = false

  @state() private invite: string | null = null
  @state() private isOpen = false
  readonly #told = new StoreController(this, () => this.current?.friends.$told)
  #room: FriendsRoom | null = null
  readonly #load = createLoader(
    () => import('./friends-room.ts'),
    ({ FriendsRoom: Room }) => {
      this.#room = new Room(this)
      this.requestUpdate()
    },
  )

  protected override get ownEnglish() {
    return lateEnglish
  }

  override connectedCallback(): void {
    super.connectedCallback()
    if (!this.compact) return
    window.addEventListener('hashchange', this.#read)
    this.#read()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    window.removeEventListener('hashchange', this.#read)
  }

  override render() {
    if (this.current === null) return nothing
    const isWanted = this.compact ? this.invite !== null : this.isOpen || (this.#told.value ?? null) !== null
    if (isWanted) this.#load()
    if (isWanted && this.#room !== null)
      return this.invite === null
        ? this.#room.render()
        : this.#room.renderInvitation(this.invite, this.#settle)
    if (this.compact) return nothing
    return html`<button class="link-button" part="open" type="button" @click=${this.#open}>
      ${this.words.text('friends.open')}
    </button>`
  }

  readonly #open = (): void => {
    this.isOpen = true
  }

  readonly #read = (): void => {
    // An address is the page's first player's; a second one asks nothing.
    const root = this.getRootNode()
    if (root instanceof ShadowRoot && root.host !== document.querySelector('tote-player')) return
    const invite = readInvite(location.hash)
    if (invite === null) return
    this.invite = invite
    dropInvite(window)
  }

  readonly #settle = (): void => {
    this.invite = null
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tote-friends': ToteFriends
  }
}
