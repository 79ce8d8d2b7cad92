import { atom, type WritableAtom } from 'nanostores'
import type { Messages } from './english.ts'

type Translations = ReadonlyMap<string, Messages>

const KEY = Symbol.for('@tote/player/messages')

/**
 * Gives all Tote elements of the page their texts in a language; may be called at any time and again to change some.
 * Texts that are left out stay as they were, at first English.
 *
 * @param lang a BCP 47 tag; `de` also serves `de-AT`.
 * @example registerMessages('de', { 'add.idle': 'In den Warenkorb' })
 */
export function registerMessages(lang: string, messages: Messages): void {
  const $translations = pageTranslations()
  if ($translations === undefined) return
  const tag = lang.toLowerCase()
  const before = $translations.get()
  $translations.set(new Map(before).set(tag, { ...before.get(tag), ...messages }))
}

// A translation is a fact of the page, not of this module: two copies of us on one page read the same.
export function pageTranslations(): WritableAtom<Translations> | undefined {
  if (typeof document === 'undefined') return undefined
  const page = document as Document & { [KEY]?: WritableAtom<Translations> }
  return (page[KEY] ??= atom<Translations>(new Map()))
}

/** `de-at`, then `de`, then our own catalogue. */
export function findTranslation(translations: Translations | undefined, lang: string): readonly Messages[] {
  const base = baseOf(lang)
  const found = [lang.toLowerCase(), base, `catalogue:${base}`].map((name) => translations?.get(name))
  return found.filter((messages) => messages !== undefined)
}

/** `de` of `de-AT`. */
export function baseOf(lang: string): string {
  return lang.toLowerCase().replace(/-.*/, '')
}
