import type { Tote } from '@tote/core'

/** Has links carry the journey once the hub says where to: most pages lead to no such site. Returns the stop. */
export function carryLinksSoon(page: Document, tote: Tote): () => void {
  let stop = () => {}
  let isOver = false
  let isWanted = false
  const stopListening = tote.journey.$carryTo.subscribe((origins) => {
    if (origins.length === 0 || isWanted) return
    isWanted = true
    import('./carry-links.ts')
      .then(({ carryLinks }) => {
        if (!isOver) stop = carryLinks(page, tote)
      })
      // Such a link leads there without the basket, which can be fetched over there.
      .catch(() => (isWanted = false))
  })
  return () => {
    isOver = true
    stopListening()
    stop()
  }
}
