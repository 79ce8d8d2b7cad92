/** Under this name the document keeps answers on their way for the player, by address. Named here and in `@tote/player`. */
const EARLY = Symbol.for('tote.early')

/** An answer that nobody came for by then says nothing of now. */
const FRESH_MS = 5000

type EarlyPage = Document & { [EARLY]?: Map<string, Promise<Response>> }

/** Asks what the player will ask when its code is there. Returns the answer, or one that is on its way. */
export function askEarly(page: EarlyPage, url: string): Promise<Response> {
  const early = (page[EARLY] ??= new Map<string, Promise<Response>>())
  const known = early.get(url)
  if (known !== undefined) return known
  const answer = fetch(url, { credentials: 'omit' }).then(async (head) => {
    const text = await head.text()
    // Read without a task between, which would come after a long one; and by more than one.
    return Object.assign(new Response(text, head), { json: async () => JSON.parse(text) as unknown })
  })
  // Who takes it is told.
  answer.catch(() => undefined)
  early.set(url, answer)
  setTimeout(() => early.delete(url), FRESH_MS)
  return answer
}
