/** What the page's author wrote on the script tag. */
export interface ScriptTag {
  /** Where the script came from; its other files lie beside it. */
  readonly url: string
  readonly hub: string
  /** Null when the tag has no `data-key`; each element may have its own. */
  readonly key: string | null
  /** No player of the page is in the page itself. */
  readonly isIsolated: boolean
  /** Its author wants to know how the page is set up. */
  readonly isDebugged: boolean
  /** Of the page's policy; empty without one. */
  readonly nonce: string
}

/**
 * Reads the tag that runs now. `data-hub` may be left out where the hub itself serves the script.
 * As a module it is not told which tag it is, and looks for the one that names it.
 */
export function readScriptTag(document: Document): ScriptTag {
  const tag =
    document.currentScript ??
    document.querySelector<HTMLElement>('script[data-key][src*="tote.js"], script[src*="/tote.js"]')
  const url = tag?.getAttribute('src') ?? ''
  const from = new URL(url, document.baseURI)
  return {
    url: from.href,
    hub: tag?.getAttribute('data-hub') ?? from.origin,
    key: tag?.getAttribute('data-key') ?? null,
    isIsolated: tag?.hasAttribute('data-isolated') === true,
    isDebugged: tag?.hasAttribute('data-debug') === true || /[?&]tote-debug\b/.test(document.URL),
    nonce: tag?.nonce ?? '',
  }
}
