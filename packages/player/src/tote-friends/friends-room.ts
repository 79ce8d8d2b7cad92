import type { Tote } from '@tote/core'
import { openFriends, type Friends } from '@tote/core/friends'
import type { FriendsCart, FriendsId, Invitation } from '@tote/protocol/friends'
import { html, nothing, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { MessagesController, type MessagesHost } from '../internal/messages/messages-controller.ts'
import { OneWish } from '../internal/shopping/one-wish.ts'
import { StoreController } from '../internal/store-controller.ts'
import { isFramed } from '../internal/page-address.ts'
import { wear } from '../internal/wear.ts'
import { friendsEnglish } from './friends-english.ts'
import { friendsRoomStyles } from './friends-room.styles.ts'
import { isolated } from './isolated.ts'
import { toInviteLink } from './invite-link.ts'
import { renderCart } from './render-cart.ts'
import { refusalText, takenText } from './said-text.ts'

/** What a link led to, a text of what is amiss with it, or null while the hub is asked. */
type Found = Invitation | string | null

export interface FriendsHost extends MessagesHost {
  readonly current: Tote | null
}

/** A basket with friends, drawn into an element that has nothing of it until it is needed. */
export class FriendsRoom {
  readonly words: MessagesController
  readonly wish: OneWish
  /** The one that is asked about before it is left. */
  leaving: FriendsId | null = null
  /** An invitation that the page may not copy by itself. */
  link: string | null = null
  readonly #host: FriendsHost
  readonly #told: StoreController<unknown>
  readonly #connection: StoreController<ReturnType<Tote['connection']['$connection']['get']>>
  readonly products: StoreController<ReturnType<Tote['show']['$products']['get']>>
  readonly basket: StoreController<ReturnType<Tote['cart']['$cart']['get']>>
  #name = ''
  #settled = Promise.resolve(true)
  #opened: { readonly tote: Tote; readonly friends: Friends } | null = null
  #invitation: { readonly invite: string; readonly found: Found } | null = null

  constructor(host: FriendsHost) {
    this.#host = host
    this.words = new MessagesController(host, friendsEnglish)
    this.wish = new OneWish(host, () => this.words.text('friends.refused'))
    this.#told = new StoreController(host, () => host.current?.friends.$told)
    this.#connection = new StoreController(host, () => host.current?.connection.$connection)
    this.products = new StoreController(host, () => host.current?.show.$products)
    this.basket = new StoreController(host, () => host.current?.cart.$cart)
    wear(host, friendsRoomStyles)
  }

  /** The baskets there are; where there is none the way to start one. */
  render(): TemplateResult {
    const { words } = this
    const carts = this.#told.value == null ? [] : (this.#friends()?.carts() ?? [])
    return html`<section class="friends" part="friends" aria-label=${words.text('friends.label')}>
      <h3>${words.text('friends.label')}</h3>
      ${
        carts.length === 0
          ? html`<p class="soft">${words.text('friends.lead')}</p>
              ${this.#renderNamed('start', words.text('friends.start'), (name) => this.#start(name))}`
          : repeat(
              carts,
              ({ id }) => id,
              (cart) => renderCart(this, cart),
            )
      }
      <p part="said" role="status">${this.wish.said}</p>
      ${
        this.link === null
          ? nothing
          : html`<label
              >${words.text('friends.copyYourself')} <input part="link" readonly .value=${this.link}
            /></label>`
      }
    </section>`
  }

  /** Whoever opened a link is asked: they join by a press, and not before. */
  renderInvitation(invite: string, close: () => void): TemplateResult {
    // A page that has just been opened is not connected yet.
    const isOnline = this.#connection.value?.status === 'online'
    if (this.#invitation?.invite !== invite && isOnline) void this.#look(invite)
    const found = this.#invitation?.found ?? null
    const { words } = this
    const dismiss = html`<button class="button" part="dismiss" type="button" @click=${close}>
      ${words.text('friends.dismiss')}
    </button>`
    if (found === null) return html``
    const isAsking = typeof found !== 'string' && !found.isMember
    const told =
      typeof found === 'string'
        ? found
        : words.text(found.isMember ? 'friends.joined' : 'friends.asks', { name: isolated(found.owner) })
    return html`<section class="friends" part="friends" aria-label=${words.text('friends.label')}>
      <p role="status">${told}</p>
      ${
        isAsking
          ? this.#renderNamed('join', words.text('friends.join'), (name) => this.#join(invite, name), dismiss)
          : dismiss
      }
      <p part="said" role="status">${this.wish.said}</p>
    </section>`
  }

  /** One thing at a time; what came of it is said, and a deed that throws is a refusal. */
  do(deed: (friends: Friends) => Promise<string>): Promise<boolean> {
    const friends = this.#friends()
    this.link = null
    this.leaving = null
    return friends === null ? Promise.resolve(false) : this.wish.make(() => deed(friends))
  }

  /** Does what tells no more than that it was done, or why not: one after the other, however quickly they are pressed. */
  settle(deed: (friends: Friends) => ReturnType<Friends['leave']>, done = ''): Promise<boolean> {
    const settled = this.#settled.then(() =>
      this.do(async (friends) => {
        const outcome = await deed(friends)
        return outcome.status === 'accepted' ? done : refusalText(this.words, outcome.code)
      }),
    )
    this.#settled = settled
    return settled
  }

  buy(cart: FriendsCart, which: 'mine' | 'all'): Promise<boolean> {
    return this.do(async (friends) => {
      const outcome = await friends.buy(cart.id, which)
      if (outcome.status === 'rejected') return refusalText(this.words, outcome.code)
      return takenText(this.words, { cart, lines: outcome.lines, products: this.products.value })
    })
  }

  /**
   * Where an invitation leads: to this page; from a frame to the first of the brand's own sites, for its secret is not for the
   * page around it. Null where there is no such site.
   */
  get inviteTo(): string | null {
    const { current: tote, ownerDocument } = this.#host
    return isFramed(ownerDocument) ? (tote?.journey.$carryTo.get()[0] ?? null) : ownerDocument.URL
  }

  invite(id: FriendsId, page: string): Promise<boolean> {
    return this.do(async (friends) => {
      const outcome = await friends.invite(id)
      if (outcome.status === 'rejected') return refusalText(this.words, outcome.code)
      const { ownerDocument } = this.#host
      const link = toInviteLink(page, outcome.secret)
      try {
        await ownerDocument.defaultView?.navigator.clipboard.writeText(link)
      } catch {
        // Not allowed here: then by the shopper's own hand.
        this.link = link
        return ''
      }
      return this.words.text('friends.copied', { time: this.words.time(outcome.untilMs) })
    })
  }

  askToLeave(id: FriendsId | null): void {
    this.leaving = id
    this.#host.requestUpdate()
  }

  #renderNamed(
    part: 'start' | 'join',
    text: string,
    deed: (name: string) => unknown,
    beside: TemplateResult | typeof nothing = nothing,
  ): TemplateResult {
    const onSubmit = (event: SubmitEvent) => {
      event.preventDefault()
      const name = this.#name.trim()
      if (name !== '') deed(name)
    }
    return html`<form @submit=${onSubmit}>
      <label
        >${this.words.text('friends.name')}
        <input
          part="name"
          name="name"
          required
          maxlength="30"
          autocomplete="given-name"
          .value=${this.#name}
          @input=${(event: InputEvent) => {
            if (event.target instanceof HTMLInputElement) this.#name = event.target.value
          }}
        />
      </label>
      <div class="acts">
        <button class="button primary" part="${part}" type="submit">${text}</button>
        ${beside}
      </div>
    </form>`
  }

  #start(name: string): void {
    void this.settle((friends) => friends.start(name)).then(() => this.#focus('[part=invite]'))
  }

  #join(invite: string, name: string): void {
    void this.do(async (friends) => {
      const outcome = await friends.join(invite, name)
      if (outcome.status === 'rejected') return refusalText(this.words, outcome.code)
      this.#invitation = { invite, found: this.words.text('friends.joined') }
      return ''
    }).then(() => this.#focus('[part=dismiss]'))
  }

  async #look(invite: string): Promise<void> {
    const found = (told: Invitation | string) => {
      this.#invitation = { invite, found: told }
      this.#host.requestUpdate()
    }
    this.#invitation = { invite, found: null }
    const friends = this.#friends()
    if (invite === 'bad' || friends === null) return found(this.words.text('friends.dead'))
    const outcome = await friends.look(invite).catch(() => null)
    if (outcome === null) return found(this.words.text('friends.refused'))
    found(outcome.status === 'found' ? outcome.invitation : refusalText(this.words, outcome.code))
  }

  /** The button is gone with the wish: the focus goes to what stands in its place. */
  async #focus(selector: string): Promise<void> {
    await this.#host.updateComplete
    this.#host.renderRoot.querySelector<HTMLElement>(selector)?.focus()
  }

  /** Those of the tote in use; null while there is none. */
  #friends(): Friends | null {
    const { current: tote } = this.#host
    if (tote === null) return null
    if (this.#opened?.tote !== tote) this.#opened = { tote, friends: openFriends(tote) }
    return this.#opened.friends
  }
}
