/** Where the loader, which runs first, leaves what it has asked the hub already: answers on their way, by address. */
const EARLY = Symbol.for('tote.early')

type EarlyDocument = Document & { [EARLY]?: Map<string, Promise<Response>> }

/** As `fetch`, and takes the answer that is on its way already, once. */
export function fetchEarly(page: EarlyDocument): typeof globalThis.fetch {
  return (input, init) => {
    // Core asks by addresses alone.
    if (typeof input !== 'string') return globalThis.fetch(input, init)
    const early = page[EARLY]?.get(input)
    page[EARLY]?.delete(input)
    return early ?? globalThis.fetch(input, init)
  }
}
