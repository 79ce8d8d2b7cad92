import { formatMoney, type Money } from '@tote/protocol'
import type { LitElement, ReactiveController } from 'lit'
import { StoreController } from '../store-controller.ts'
import { english, type MessageKey, type Messages } from './english.ts'
import { findTranslation, pageTranslations } from './page-messages.ts'
import { languageOf } from './page-language.ts'
import { fillTemplate, type MessageParameters } from './template.ts'

export interface MessagesHost extends LitElement {
  /** Texts of this one element; before those of the page. */
  messages: Messages | undefined
}

/** The texts and numbers of an element in the language it stands in; draws it again when that or a text changes. */
export class MessagesController implements ReactiveController {
  readonly #host: MessagesHost
  readonly #translations: StoreController<ReadonlyMap<string, Messages>>
  #observer: MutationObserver | undefined
  #lang = 'en'

  constructor(host: MessagesHost) {
    this.#host = host
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
    return fillTemplate(english[key], parameters, this.isEnglish ? this.#lang : 'en')
  }

  money(amount: Money): string {
    return formatMoney(amount, this.#lang)
  }

  percent(share: number): string {
    return new Intl.NumberFormat(this.#lang, { style: 'percent', maximumFractionDigits: 0 }).format(share)
  }

  hostConnected() {
    this.#lang = languageOf(this.#host)
    this.#observer = new MutationObserver(() => this.#host.requestUpdate())
    const { documentElement } = this.#host.ownerDocument
    this.#observer.observe(documentElement, { attributeFilter: ['lang'] })
    this.#observer.observe(this.#host, { attributeFilter: ['lang'] })
  }

  hostUpdate() {
    if (this.#host.isConnected) this.#lang = languageOf(this.#host)
  }

  hostDisconnected() {
    this.#observer?.disconnect()
    this.#observer = undefined
  }
}
