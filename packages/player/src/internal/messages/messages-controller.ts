import { formatMoney, type Money } from '@tote/protocol'
import type { LitElement, ReactiveController } from 'lit'
import { StoreController } from '../store-controller.ts'
import { english, type MessageKey, type Messages } from './english.ts'
import { loadLanguage } from './load-language.ts'
import { findTranslation, pageTranslations } from './page-messages.ts'
import { languageOf } from './page-language.ts'
import { fillTemplate, type MessageParameters } from './template.ts'

export interface MessagesHost extends LitElement {
  /** Texts of this one element; before those of the page. */
  messages: Messages | undefined
}

/** English texts that an element brings with it. */
export type English = Messages

const all: English = english

/** The texts and numbers of an element in the language it stands in; draws it again when that or a text changes. */
export class MessagesController implements ReactiveController {
  readonly #host: MessagesHost
  readonly #translations: StoreController<ReadonlyMap<string, Messages>>
  /** The texts that this element has besides those of all. */
  readonly #own: English
  #observer: MutationObserver | undefined
  #lang = 'en'

  constructor(host: MessagesHost, own: English = {}) {
    this.#host = host
    this.#own = own
    host.addController(this)
    this.#translations = new StoreController(host, pageTranslations)
  }

  get lang(): string {
    return this.#lang
  }

  get isEnglish(): boolean {
    return this.#lang === 'en' || this.#lang.startsWith('en-')
  }

  text(key: MessageKey, parameters: MessageParameters = {}): string {
    for (const messages of [this.#host.messages, ...findTranslation(this.#translations.value, this.#lang)]) {
      const template = messages?.[key]
      if (template !== undefined) return fillTemplate(template, parameters, this.#lang)
    }
    // English forms want English plural rules, whatever the page speaks.
    const template = this.#own[key] ?? all[key] ?? key
    return fillTemplate(template, parameters, this.isEnglish ? this.#lang : 'en')
  }

  money(amount: Money): string {
    return formatMoney(amount, this.#lang)
  }

  /** Hours and minutes, as the shopper's clock shows them. */
  time(atMs: number): string {
    return new Intl.DateTimeFormat(this.#lang, { timeStyle: 'short' }).format(atMs)
  }

  /** That and the day. */
  date(atMs: number): string {
    return new Intl.DateTimeFormat(this.#lang, { dateStyle: 'medium', timeStyle: 'short' }).format(atMs)
  }

  list(parts: readonly string[]): string {
    return new Intl.ListFormat(this.#lang).format(parts)
  }

  percent(share: number): string {
    return new Intl.NumberFormat(this.#lang, { style: 'percent', maximumFractionDigits: 0 }).format(share)
  }

  hostConnected() {
    this.#follow()
    this.#observer = new MutationObserver(() => this.#host.requestUpdate())
    const { documentElement } = this.#host.ownerDocument
    this.#observer.observe(documentElement, { attributeFilter: ['lang'] })
    this.#observer.observe(this.#host, { attributeFilter: ['lang'] })
  }

  hostUpdate() {
    if (this.#host.isConnected) this.#follow()
  }

  hostDisconnected() {
    this.#observer?.disconnect()
    this.#observer = undefined
  }

  #follow() {
    const lang = languageOf(this.#host)
    if (lang === this.#lang) return
    this.#lang = lang
    // Drawn again when it is there, as with any translation.
    if (!this.isEnglish) void loadLanguage(lang)
  }
}
