/** The language an element stands in: the nearest `lang` around it, shadow roots crossed, else the browser's. */
export function languageOf(element: Element): string {
  let at: Element | null = element
  while (at !== null) {
    const marked: Element | null = at.closest('[lang]')
    const lang = marked?.getAttribute('lang') ?? ''
    if (lang !== '' && isLanguage(lang)) return lang
    const root: Node = at.getRootNode()
    at = root instanceof ShadowRoot ? root.host : null
  }
  // A browser in a system that names no language may say `C`.
  return typeof navigator !== 'undefined' && isLanguage(navigator.language) ? navigator.language : 'en'
}

// It is a stranger's input: Intl throws on what is not a tag.
function isLanguage(lang: string): boolean {
  try {
    return Intl.getCanonicalLocales(lang).length > 0
  } catch {
    return false
  }
}
