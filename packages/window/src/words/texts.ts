import { formatMoney, ToteError, type CaptionsPreference } from '@tote/protocol'
import type { WindowBasket } from '@tote/protocol/claim'
import type { Forms, Words } from './words.ts'

/** Words that want nothing filled in. */
type PlainKey = {
  [Key in keyof Words]: Words[Key] extends string ? Key : never
}[keyof Words]

/** The windows' texts in the shopper's language, with what comes from elsewhere filled in as text. */
export class Texts {
  readonly #words: Words

  constructor(words: Words) {
    this.#words = words
  }

  get language(): string {
    return this.#words.language
  }

  text(key: PlainKey, values: Readonly<Record<string, string>> = {}): string {
    return fill(this.#words[key], values)
  }

  /** A text about a basket: `3 items, €57.00`, or that there is nothing in it. */
  about(key: PlainKey, own: WindowBasket, values: Readonly<Record<string, string>> = {}): string {
    return this.text(key, { ...values, basket: this.#basket(own) })
  }

  /** How captions are set: `Captions: French, 150%`. */
  captions({ isShown, language, size }: CaptionsPreference): string {
    if (!isShown) return this.text('captionsOff')
    const percent = new Intl.NumberFormat(this.language, { style: 'percent' }).format(size / 100)
    if (language === null) return this.text('captionsOn', { size: percent })
    return this.text('captionsSet', { language: this.#languageName(language), size: percent })
  }

  wrongDigits(left: number): string {
    return this.#counted(this.#words.wrongDigits, left)
  }

  time(atMs: number): string {
    return new Date(atMs).toLocaleString(this.language)
  }

  /** What a failure comes to, in the shopper's words. */
  fault(error: unknown): string {
    const { over, linkDead, tooOften, notThrough, failed } = this.#words
    if (!(error instanceof ToteError)) return failed
    if (error.code === 'claim_dead') return over
    if (error.code === 'ticket_dead') return linkDead
    if (error.code === 'rate') return tooOften
    return error.code === 'hub_unreachable' ? notThrough : failed
  }

  /** As `fault`, of a passkey: what the browser says by the name of its error, and what the hub does. */
  passkeyFault(error: unknown): string {
    const { passkeyHere, passkeyNot, passkeyGone, tooManyPasskeys } = this.#words
    const name = error instanceof ToteError ? error.code : error instanceof Error ? error.name : ''
    if (name === 'InvalidStateError') return passkeyHere
    if (name === 'NotAllowedError' || name === 'AbortError') return passkeyNot
    if (name === 'not_found') return passkeyGone
    return name === 'forbidden' ? tooManyPasskeys : this.fault(error)
  }

  /** A stream may call its captions what no browser knows as a language. */
  #languageName(tag: string): string {
    try {
      return new Intl.DisplayNames(this.language, { type: 'language' }).of(tag) ?? tag
    } catch {
      return tag
    }
  }

  #basket({ quantity, total }: WindowBasket): string {
    if (quantity === 0) return this.#words.empty
    const items = this.#counted(this.#words.items, quantity)
    return total === undefined
      ? items
      : fill(this.#words.basket, { items, total: formatMoney(total, this.language) })
  }

  #counted(forms: Forms, count: number): string {
    const form = forms[new Intl.PluralRules(this.language).select(count)] ?? forms.other
    return fill(form, { count: new Intl.NumberFormat(this.language).format(count) })
  }
}

/** In one go: what was filled in is not looked at again. */
function fill(template: string, values: Readonly<Record<string, string>>): string {
  return template.replaceAll(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole)
}
