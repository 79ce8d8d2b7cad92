import { baseOf, pageTranslations } from './page-messages.ts'

/**
 * Loads our own texts in a language, once for the page: elements ask by themselves when they stand in one. Call it before
 * they are defined to have their first picture in it.
 *
 * @param lang a BCP 47 tag; `de-AT` loads German.
 * @returns true when there is a catalogue and it is there. Without one, or when it cannot be loaded, texts stay English.
 */
export async function loadLanguage(lang: string): Promise<boolean> {
  const $translations = pageTranslations()
  const base = baseOf(lang)
  const name = `catalogue:${base}`
  if ($translations === undefined) return false
  if ($translations.get().has(name)) return true
  try {
    const messages = await (await import('./catalogues.ts')).catalogues[base]?.()
    if (messages === undefined) return false
    $translations.set(new Map($translations.get()).set(name, messages))
    return true
  } catch {
    // Offline, or left: English is better than nothing, and the next element that comes asks again.
    return false
  }
}
