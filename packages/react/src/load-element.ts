import { ToteError } from '@tote/protocol'

/**
 * Defines the element. When its code cannot be had, what stands inside it stays, and the page is told as by the element
 * itself: once in the console, and by `tote-error`. The next component tries again.
 */
export async function loadElement(element: HTMLElement, load: () => Promise<unknown>): Promise<void> {
  try {
    await load()
  } catch (cause) {
    // Taken out meanwhile: nobody waits for it.
    if (!element.isConnected) return
    const error = new ToteError(
      'hub_unreachable',
      `The code of <${element.localName}> could not be loaded. Is it there, and does the page's policy allow it?`,
      { cause },
    )
    console.error(`[tote] ${error.message}`)
    element.dispatchEvent(
      Object.assign(new Event('tote-error', { bubbles: true, composed: true }), { error }),
    )
  }
}
