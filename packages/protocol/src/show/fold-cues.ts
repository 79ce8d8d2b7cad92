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
 * the replay. Events may come in any order. A price that ends by itself has ended at its very moment.
 */
export function foldCues(events: readonly ShowEvent[], atMs: number, base: Moment = emptyMoment): Moment {
  const due = events.filter((event) => event.at <= atMs).toSorted(byProgrammeTime)
  const moment = due.reduce((before, event) => applyCue(before, event.cue, event.at), base)
  const prices = moment.prices.map((entry) =>
    entry.end === undefined || entry.end.at > atMs
      ? entry
      : { variantId: entry.variantId, price: entry.end.price },
  )
  return { ...moment, prices }
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
      const prices = new Map(moment.prices.map((entry) => [entry.variantId, entry]))
      for (const { variantId, price, was, after = was } of cue.prices)
        prices.set(variantId, {
          variantId,
          price,
          ...(cue.lastsMs === undefined ? {} : { end: { at: at + cue.lastsMs, price: after } }),
        })
      return { ...moment, prices: [...prices.values()] }
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
    case 'noteSet':
      return { ...moment, note: cue.text === null ? undefined : { text: cue.text, at } }
    case 'pollOpened': {
      const { pollId, question, options } = cue
      return { ...moment, poll: { pollId, question, options, at } }
    }
    case 'pollClosed':
      return moment.poll?.pollId === cue.pollId
        ? { ...moment, poll: { ...moment.poll, tally: cue.tally } }
        : moment
    case 'showEnded':
      return { ...moment, pinned: [], note: undefined }
    case 'chatRemoved':
    case 'dropSet':
    case 'showStarted':
      return moment
    default:
      return cue satisfies never
  }
}

/** The next programme time after `atMs` at which something changes; undefined when nothing is known to. */
export function nextCueAt(
  events: readonly ShowEvent[],
  atMs: number,
  base: Moment = emptyMoment,
): number | undefined {
  const times = base.prices.flatMap(({ end }) => end?.at ?? [])
  for (const { at, cue } of events) {
    times.push(at)
    if (cue.kind === 'priceChanged' && cue.lastsMs !== undefined) times.push(at + cue.lastsMs)
  }
  const next = Math.min(...times.filter((at) => at > atMs))
  return next === Infinity ? undefined : next
}

/**
 * A variant's price at a moment of the picture: the last change before it, until that ends; else what stood before the
 * first change after it; else undefined, and the catalogue's price holds.
 */
export function priceAt(
  events: readonly ShowEvent[],
  variantId: VariantId,
  { atMs, base = emptyMoment }: { atMs: number; base?: Moment },
): Pick<Moment['prices'][number], 'price' | 'end'> | undefined {
  const past = foldCues(events, atMs, base).prices.find((entry) => entry.variantId === variantId)
  if (past !== undefined) return past
  const ahead = events.filter((event) => event.at > atMs).toSorted(byProgrammeTime)
  for (const { cue } of ahead) {
    if (cue.kind !== 'priceChanged') continue
    const change = cue.prices.find((entry) => entry.variantId === variantId)
    if (change !== undefined) return { price: change.was }
  }
  return undefined
}
