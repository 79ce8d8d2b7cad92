import type { CueLog, ProductView } from '@tote/core'

/** Something of the show that a shopper may want to go back to. */
export interface ShowMoment {
  /** Programme time. */
  readonly atMs: number
  readonly title: string
  /** Null for a chapter in which no product was shown. */
  readonly product: ProductView | null
}

/** A chapter that opens with a product is that product's moment. */
const SAME_MOMENT_MS = 3000

/**
 * What the picture has passed, latest first: each product at the last time it was shown, and chapters without one.
 * Nothing of what is still to come.
 */
export function collectMoments(
  { base, events }: CueLog,
  { products, atMs }: { products: readonly ProductView[]; atMs: number },
): readonly ShowMoment[] {
  const shown = new Map<string, number>(base.pinned.map(({ productId, at }) => [productId, at]))
  const chapters: { atMs: number; title: string }[] = []
  for (const { at, cue } of events) {
    if (at > atMs) continue
    if (cue.kind === 'productPinned') shown.set(cue.productId, Math.max(at, shown.get(cue.productId) ?? 0))
    else if (cue.kind === 'chapterStarted') chapters.push({ atMs: at, title: cue.title })
  }
  const pins = events.flatMap(({ at, cue }) => (cue.kind === 'productPinned' ? [at] : []))
  const ofProducts = products.flatMap((product): ShowMoment[] => {
    const at = shown.get(product.id)
    return at === undefined ? [] : [{ atMs: at, title: product.title, product }]
  })
  const ofChapters = chapters
    .filter((chapter) => !pins.some((at) => at >= chapter.atMs && at - chapter.atMs <= SAME_MOMENT_MS))
    .map((chapter): ShowMoment => ({ ...chapter, product: null }))
  return [...ofProducts, ...ofChapters].toSorted((a, b) => b.atMs - a.atMs)
}

/** Those of a product that was over before the shopper came: its moment lies before, and it is not shown now. */
export function missedMoments(
  moments: readonly ShowMoment[],
  { joinedAtMs, pinned }: { joinedAtMs: number; pinned: readonly ProductView[] },
): readonly ShowMoment[] {
  return moments.filter(
    ({ atMs, product }) =>
      product !== null && atMs < joinedAtMs && pinned.every(({ id }) => id !== product.id),
  )
}
