/** Under this name the document keeps answers on their way for the player, by address. Named here and in `@tote/player`. */
const EARLY = Symbol.for('tote.early')

/** An answer that nobody came for by then says nothing of now. */
const FRESH_MS = 5000

type EarlyPage = Document & { [EARLY]?: Map<string, Promise<Response>> }

/** Asks what the player will ask when its code is there. */
export function askEarly(page: EarlyPage, url: string): void {
  const early = (page[EARLY] ??= new Map<string, Promise<Response>>())
  if (early.has(url)) return
  const answer = fetch(url, { credentials: 'omit' })
  // Who takes it is told.
  answer.catch(() => undefined)
  early.set(url, answer)
  setTimeout(() => early.delete(url), FRESH_MS)
}
