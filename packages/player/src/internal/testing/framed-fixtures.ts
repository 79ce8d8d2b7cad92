/** Has the page say that it is a frame of the hub, on a page of this address; returns the stop. */
export function pretendFramed(address: string | null): () => void {
  const page = Symbol.for('tote.page')
  Object.defineProperty(document, page, { configurable: true, value: address })
  return () => void Reflect.deleteProperty(document, page)
}
