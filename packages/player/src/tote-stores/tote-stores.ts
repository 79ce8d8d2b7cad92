import type { Store, Tote } from '@tote/core'
import { nearestFirst, openStores, type Nearby, type Point } from '@tote/core/stores'
import type { Fulfilment, PickupStore } from '@tote/protocol'
import { html, nothing, type TemplateResult } from 'lit'
import { state } from 'lit/decorators.js'
import { live } from 'lit/directives/live.js'
import { repeat } from 'lit/directives/repeat.js'
import { StoreController } from '../internal/store-controller.ts'
import { ToteElement } from '../internal/tote-element.ts'
import { findPlace } from './find-place.ts'
import { renderStore } from './render-store.ts'
import { readyText } from './store-times.ts'
import { storesEnglish } from './stores-english.ts'
import { OwnStore } from './own-store.ts'
import { renderOwnStore, renderRemember } from './render-own-store.ts'
import { renderSent } from './render-sent.ts'
import { ownLines } from './own-lines.ts'
import { middleOf, townsOf } from './towns.ts'
import { toteStoresStyles } from './tote-stores.styles.ts'

/**
 * How the goods of the basket are got: sent home, or picked up at one of the shop's stores, each with what of the basket it has, when
 * that is ready and when it is open. The nearest is found from where the shopper says they are, on the page alone. Shows
 * nothing where the shop has no stores.
 *
 * @summary Delivery, or pick-up at a store.
 * @csspart fulfilment - The whole.
 * @csspart delivery - The choice to have it sent.
 * @csspart own-store - The choice of the shopper's own store.
 * @csspart pickup - The stores, which it opens.
 * @csspart near - The button that puts the nearest first.
 * @csspart town - The choice of a town.
 * @csspart said - What came of looking for the shopper's place.
 * @csspart store - One store; `data-basket` says whether it has `all`, `some` or `none` of the basket.
 * @csspart store-name - Its name.
 * @csspart own - That it is the shopper's own.
 * @csspart distance - How far it is.
 * @csspart basket - What of the basket it has.
 * @csspart ready - When that can be fetched.
 * @csspart hours - When it is open.
 * @csspart address - Where it is.
 * @csspart chosen-ready - The same of the chosen store, once the list is closed.
 * @csspart remember - The choice to have the chosen store as one's own.
 * @csspart sent - Of a basket that is picked up, what is sent home all the same.
 * @csspart sent-line - The choice of one item to be sent.
 * @csspart retry - The button that asks again.
 */
export class ToteStores extends ToteElement {
  static override styles = toteStoresStyles

  readonly #cart = new StoreController(this, () => this.current?.cart.$cart)
  readonly #names = new StoreController(this, () => this.current?.show.$stores)
  readonly #connection = new StoreController(this, () => this.current?.connection.$connection)
  readonly #own = new OwnStore(this)
  @state() private told: readonly PickupStore[] | null = null
  @state() private isFailed = false
  @state() private isOpen = false
  /** From where distances are, when the shopper asked for it. */
  @state() private here: Point | null = null
  @state() private town = ''
  @state() private said = ''
  /** Of which basket, and over which connection, the hub was asked. */
  #asked: { readonly tote: Tote; readonly about: string } | null = null

  protected override get ownEnglish() {
    return storesEnglish
  }

  override willUpdate() {
    // Who has chosen a store sees which; closed again it stays closed.
    if (!this.hasUpdated && this.#chosen !== '') this.isOpen = true
  }

  override updated() {
    const { current: tote } = this
    const cart = this.#cart.value
    if (tote === null || cart === undefined) return
    if ((this.#names.value ?? []).length > 0) this.#own.follow(tote, this.#connection.value)
    if (!this.isOpen) return
    // Offline it would only fail, and of what is on its way the hub does not know yet.
    if (this.#connection.value?.status !== 'online' || cart.pendingCount > 0) return
    const about = cart.lines.map(({ id, quantity, isSent }) => `${id} ${quantity} ${isSent}`).join()
    if (this.#asked?.tote === tote && this.#asked.about === about) return
    void this.#ask(tote, about)
  }

  override render() {
    const { current: tote, words } = this
    const names = this.#names.value ?? []
    if (tote === null || names.length === 0) return nothing
    const chosen = this.#chosen
    const store = names.find(({ id }) => id === chosen)
    return html`<fieldset class="fulfilment" part="fulfilment">
      <legend class="small soft">${words.text('cart.fulfilment')}</legend>
      <label class="choice" part="delivery">
        <input
          type="radio"
          name="fulfilment"
          value=""
          .checked=${live(chosen === '')}
          @change=${() => this.#choose({ kind: 'delivery' })}
        />
        ${words.text('cart.delivery')}
      </label>
      ${this.#renderOwn(names.find(({ id }) => id === this.#own.id))}
      <details part="pickup" ?open=${this.isOpen} @toggle=${this.#onToggle}>
        <summary>
          ${store === undefined ? words.text('stores.choose') : words.text('cart.pickup', { store: store.name })}
        </summary>
        ${this.#renderTools()} ${this.#renderProblem()}
        <ul class="stores">
          ${repeat(
            this.#sorted(),
            ({ store }) => store.id,
            (nearby, index) =>
              renderStore({
                words,
                nearby,
                index,
                // Of two in one group the browser has one checked: closed, that is the one above.
                isChosen: nearby.store.id === chosen && (this.isOpen || chosen !== this.#own.id),
                isOwn: nearby.store.id === this.#own.id,
                isTold: this.told !== null,
                titleOf: this.#titleOf,
                choose: () => this.#choose({ kind: 'pickup', locationId: nearby.store.id }),
              }),
          )}
        </ul>
      </details>
      ${this.#renderReady()} ${this.#renderRemember(store)} ${this.#renderSent()}
    </fieldset>`
  }

  /** When what is fetched is ready at the chosen store: the open list says so itself. */
  #renderReady(): TemplateResult | typeof nothing {
    const { hours, basket } = this.#chosenStore ?? {}
    const isFetched = ownLines(this.#cart.value).some(({ isSent }) => !isSent)
    if (this.isOpen || !isFetched || hours === undefined || basket !== 'all') return nothing
    return html`<p class="small ready" part="chosen-ready">${readyText(this.words, hours)}</p>`
  }

  /** Some of what is picked up can be sent all the same, where who takes the money can tell the one from the other. */
  #renderSent(): TemplateResult | typeof nothing {
    const lines = ownLines(this.#cart.value)
    const canSend = this.#chosenStore?.sendsLines === true && lines.length > 1
    if (this.#chosen === '' || !(canSend || lines.some(({ isSent }) => isSent))) return nothing
    return renderSent({
      words: this.words,
      lines,
      titleOf: this.#titleOf,
      send: (lineId, isSent) =>
        void this.current?.cart.sendLine(lineId, isSent).finally(() => this.requestUpdate()),
    })
  }

  /** The open list has it first, with all that is to be said of it. */
  #renderOwn(store: Store | undefined): TemplateResult | typeof nothing {
    if (store === undefined || this.isOpen) return nothing
    return renderOwnStore({
      words: this.words,
      store,
      isChosen: this.#chosen === store.id,
      choose: () => this.#choose({ kind: 'pickup', locationId: store.id }),
    })
  }

  #renderRemember(store: Store | undefined): TemplateResult | typeof nothing {
    if (store === undefined || this.#own.id === null) return nothing
    return renderRemember({
      words: this.words,
      store,
      isOwn: this.#own.id === store.id,
      remember: (isOwn) => this.#own.set(isOwn ? store.id : null),
    })
  }

  #renderTools(): TemplateResult | typeof nothing {
    const { words } = this
    const stores = this.told ?? []
    const towns = townsOf(stores, words.lang)
    const canLook = 'geolocation' in navigator && stores.some(({ geo }) => geo !== undefined)
    if (!canLook && towns.length < 2) return nothing
    return html`<div class="tools">
        ${
          canLook
            ? html`<button class="button" part="near" type="button" @click=${this.#lookAround}>
                ${words.text('stores.near')}
              </button>`
            : nothing
        }
        ${
          towns.length < 2
            ? nothing
            : html`<label class="ears-only" for="town">${words.text('stores.town')}</label>
                <select id="town" part="town" .value=${this.town} @change=${this.#onTown}>
                  <option value="" ?selected=${this.town === ''}>${words.text('stores.anyTown')}</option>
                  ${towns.map(
                    (town) => html`<option value=${town} ?selected=${town === this.town}>${town}</option>`,
                  )}
                </select>`
        }
      </div>
      <p class="small soft" part="said" role="status">
        ${this.said === '' ? (canLook ? words.text('stores.private') : nothing) : this.said}
      </p>`
  }

  #renderProblem(): TemplateResult | typeof nothing {
    const { words } = this
    if (!this.isFailed) return nothing
    return html`<p class="small problem" role="status">
      ${words.text('stores.unreachable')}
      <button class="link-button" part="retry" type="button" @click=${this.#retry}>
        ${words.text('stores.retry')}
      </button>
    </p>`
  }

  /** Until the hub has told more, by name. */
  #sorted(): Nearby[] {
    const { told, town } = this
    const stores =
      told ??
      (this.#names.value ?? []).map(({ id, name }): PickupStore => ({ id, name, basket: 'all', missing: [] }))
    if (town === '') return this.#own.first(nearestFirst(stores, this.here))
    const isThere = ({ address }: PickupStore) => address?.addressLocality === town
    const from = middleOf(stores.filter(isThere))
    // From a town on, how far it is to the metre is nobody's question.
    const sorted = nearestFirst(stores, from).map(({ store }) => ({ store, metres: null }))
    return sorted.toSorted(
      ({ store: one }, { store: other }) =>
        Number(one.basket !== 'all') - Number(other.basket !== 'all') ||
        Number(!isThere(one)) - Number(!isThere(other)),
    )
  }

  get #chosen(): string {
    const fulfilment = this.#cart.value?.fulfilment
    return fulfilment?.kind === 'pickup' ? fulfilment.locationId : ''
  }

  get #chosenStore(): PickupStore | undefined {
    return this.told?.find(({ id }) => id === this.#chosen)
  }

  readonly #titleOf = (variantId: string): string => {
    const line = this.#cart.value?.lines.find(({ merchandise }) => merchandise.variantId === variantId)
    if (line === undefined) return variantId
    const { title, variantTitle } = line.merchandise
    return variantTitle === '' ? title : `${title}, ${variantTitle}`
  }

  readonly #onToggle = (event: Event): void => {
    if (event.currentTarget instanceof HTMLDetailsElement) this.isOpen = event.currentTarget.open
  }

  readonly #onTown = (event: Event): void => {
    if (!(event.currentTarget instanceof HTMLSelectElement)) return
    this.town = event.currentTarget.value
    this.here = null
    this.said = ''
  }

  readonly #lookAround = async (): Promise<void> => {
    this.said = this.words.text('stores.looking')
    const place = await findPlace(navigator.geolocation)
    this.said = typeof place === 'string' ? this.words.text(`stores.${place}`) : ''
    if (typeof place === 'string') return
    this.here = place
    this.town = ''
  }

  readonly #retry = (): void => {
    this.#asked = null
    this.requestUpdate()
  }

  /** What the shopper sees is what the hub says: of a choice that was refused nothing stays. */
  #choose(fulfilment: Fulfilment): void {
    void this.current?.cart.setFulfillment(fulfilment).finally(() => this.requestUpdate())
  }

  async #ask(tote: Tote, about: string): Promise<void> {
    const asked = { tote, about }
    this.#asked = asked
    const told = await openStores(tote)
      .ask()
      .catch(() => null)
    // The basket is another by now, or the shopper.
    if (this.#asked !== asked) return
    this.isFailed = told === null
    if (told !== null) this.told = told
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tote-stores': ToteStores
  }
}
