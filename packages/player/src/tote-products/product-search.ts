import type { ProductView } from '@tote/core'
import { html, nothing, type ReactiveController, type TemplateResult } from 'lit'
import { MessagesController, type MessagesHost } from '../internal/messages/messages-controller.ts'
import { closeIcon } from '../internal/theme/icons.ts'
import { wear } from '../internal/wear.ts'
import { matchProducts } from './match-products.ts'
import { productSearchStyles } from './product-search.styles.ts'
import { searchEnglish } from './search-english.ts'
import { searchIcon } from './search-icon.ts'

/** The list follows each key; ears are told once the fingers rest. */
const REST_MS = 600

/** What a shopper looks for among the products of a show. Loaded where there are more than a few. */
export class ProductSearch implements ReactiveController {
  query = ''
  readonly #host: MessagesHost
  readonly #words: MessagesController
  #told: number | null = null
  #found = 0
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(host: MessagesHost) {
    this.#host = host
    this.#words = new MessagesController(host, searchEnglish)
    host.addController(this)
    wear(host, productSearchStyles)
  }

  find(products: readonly ProductView[]): readonly ProductView[] {
    const found = matchProducts(products, this.query)
    this.#found = found.length
    return found
  }

  /** The field and, for ears, how many were found. */
  render(): TemplateResult {
    const words = this.#words
    return html`<div class="search" part="search" role="search">
      ${searchIcon}
      <input
        class="search-field"
        part="search-field"
        type="search"
        autocomplete="off"
        spellcheck="false"
        enterkeyhint="search"
        maxlength="80"
        placeholder=${words.text('search.hint')}
        aria-label=${words.text('search.label')}
        .value=${this.query}
        @input=${this.#onInput}
        @keydown=${this.#onKey}
      />
      ${
        this.query === ''
          ? nothing
          : html`<button
              class="icon-button search-clear"
              part="search-clear"
              type="button"
              aria-label=${words.text('search.clear')}
              @click=${this.#clear}
            >
              ${closeIcon}
            </button>`
      }
      <p class="ears-only" role="status">
        ${this.#told === null ? nothing : words.text('search.found', { count: this.#told })}
      </p>
    </div>`
  }

  renderNone(): TemplateResult {
    const words = this.#words
    return html`<div class="none" part="search-none">
      <p class="soft">${words.text('search.none', { query: this.query.trim() })}</p>
      <button class="link-button" type="button" @click=${this.#clear}>${words.text('search.all')}</button>
    </div>`
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer)
  }

  #look(query: string): void {
    this.query = query
    this.#told = null
    clearTimeout(this.#timer)
    if (query.trim() !== '')
      this.#timer = setTimeout(() => {
        this.#told = this.#found
        this.#host.requestUpdate()
      }, REST_MS)
    this.#host.requestUpdate()
  }

  readonly #onInput = (event: Event): void => {
    if (event.target instanceof HTMLInputElement) this.#look(event.target.value)
  }

  /** Escape empties the field before it closes what is around. */
  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.isComposing || this.query === '') return
    event.preventDefault()
    event.stopPropagation()
    this.#clear()
  }

  readonly #clear = (): void => {
    this.#look('')
    // The button that was pressed goes away with the query.
    this.#host.renderRoot.querySelector<HTMLElement>('.search-field')?.focus()
  }
}
