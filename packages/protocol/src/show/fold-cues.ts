import type { VariantId } from '../ids.ts'
import { limits } from '../limits.ts'
import type { Cue, Moment, ShowEvent } from './show-event.ts'

export const emptyMoment: Moment = Object.freeze({ pinned: [], prices: [], soldOut: [] })

/** The order cues take effect in: programme time first, since a cue may be logged ahead of its moment. */
export function byProgrammeTime(a: ShowEvent, b: ShowEvent): number {
  return a.at - b.at || a.seq - b.seq
}

/**
 * What a viewer whose picture is at `atMs` (programme time) should see: `base`, then every cue up to
 * that moment. The same log and playhead give the same answer live, behind live, after a seek and in
 * the replay. Events may come in any order.
 */
export function foldCues(events: readonly ShowEvent[], atMs: number, base: Moment = emptyMoment): Moment {
  const due = events.filter((event) => event.at <= atMs).toSorted(byProgrammeTime)
  return due.reduce((moment, event) => applyCue(moment, event.cue, event.at), base)
}

function applyCue(moment: Moment, cue: Cue, at: number): Moment {
  switch (cue.kind) {
    case 'productPinned': {
      const others = moment.pinned.filter((pin) => pin.productId !== cue.productId)
      const pinned = [{ productId: cue.productId, at }, ...others].slice(0, limits.maxPinnedProducts)
      return { ...moment, pinned }
    }
    case 'productUnpinned':
      return { ...moment, pinned: moment.pinned.filter((pin) => pin.productId !== cue.productId) }
    case 'priceChanged': {
      const prices = new Map(moment.prices.map((entry) => [entry.variantId, entry.price]))
      for (const { variantId, price } of cue.prices) prices.set(variantId, price)
      return { ...moment, prices: [...prices].map(([variantId, price]) => ({ variantId, price })) }
    }
    case 'soldOutMarked': {
      const soldOut = new Set(moment.soldOut)
      for (const id of cue.variantIds) {
        if (cue.isSoldOut) soldOut.add(id)
        else soldOut.delete(id)
      }
      return { ...moment, soldOut: [...soldOut] }
    }
    case 'chapterStarted':
      return { ...moment, chapter: { title: cue.title, at } }
    case 'showEnded':
      return { ...moment, pinned: [] }
    case 'showStarted':
      return moment
    default:
      return cue satisfies never
  }
}

/** The next programme time after `atMs` at which something changes; undefined when nothing is known to. */
export function nextCueAt(events: readonly ShowEvent[], atMs: number): number | undefined {
  let next: number | undefined
  for (const { at } of events) if (at > atMs && (next === undefined || at < next)) next = at
  return next
}

/**
 * A variant's price at a moment of the picture: the last change before it; else what stood before the
 * first change after it; else undefined, and the catalogue's price holds.
 */
export function priceAt(
  events: readonly ShowEvent[],
  variantId: VariantId,
  { atMs, base = emptyMoment }: { atMs: number; base?: Moment },
): number | undefined {
  const past = foldCues(events, atMs, base).prices.find((entry) => entry.variantId === variantId)
  if (past !== undefined) return past.price
  const ahead = events.filter((event) => event.at > atMs).toSorted(byProgrammeTime)
  for (const { cue } of ahead) {
    if (cue.kind !== 'priceChanged') continue
    const change = cue.prices.find((entry) => entry.variantId === variantId)
    if (change !== undefined) return change.was
  }
  return undefined
}
