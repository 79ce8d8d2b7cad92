import { expect, test } from 'vitest'
import {
  cuesBetween,
  forShop,
  isFromRundown,
  isLogged,
  mayDo,
  standingPins,
  type LogEvent,
  type RundownEntry,
} from './rundown.ts'

const loop = { startsAt: 1_000_000, loopMs: 10_000 }
const pin = (productId: string) => ({ kind: 'productPinned', productId }) as const
const unpin = (productId: string) => ({ kind: 'productUnpinned', productId }) as const
const rundown: RundownEntry[] = [
  { atSeconds: 1, cue: pin('mug') },
  { atSeconds: 4, cue: unpin('mug') },
  { atSeconds: 5, cue: pin('hat') },
]
const isOurs = (event: LogEvent) => isFromRundown(rundown, loop, event)
/** The moment in the second time round. */
const at = (seconds: number) => loop.startsAt + loop.loopMs + seconds * 1000

test('the rundown comes round again at exactly its moments', () => {
  const due = cuesBetween(rundown, loop, { from: at(4), to: at(12) })
  expect(due).toEqual([
    { at: at(4), cue: unpin('mug') },
    { at: at(5), cue: pin('hat') },
    { at: at(11), cue: pin('mug') },
  ])
})

test('two windows beside each other give every cue once', () => {
  const whole = cuesBetween(rundown, loop, { from: at(0), to: at(20) })
  const halves = [
    ...cuesBetween(rundown, loop, { from: at(0), to: at(4) }),
    ...cuesBetween(rundown, loop, { from: at(4), to: at(20) }),
  ]
  expect(halves).toEqual(whole)
})

test('nothing is due before the show began', () => {
  expect(cuesBetween(rundown, loop, { from: 0, to: loop.startsAt })).toEqual([])
})

test('a cue that stands in the log is not given again after a restart', () => {
  const due = { at: at(1), cue: pin('mug') }
  expect(isLogged([{ at: at(1), cue: pin('mug') }], due)).toBe(true)
  expect(isLogged([{ at: at(1), cue: pin('hat') }], due)).toBe(false)
})

test('what a person pinned is not taken away', () => {
  const log: LogEvent[] = [
    { at: at(1), cue: pin('mug') },
    { at: at(2.5), cue: pin('mug') },
  ]
  expect(mayDo({ at: at(4), cue: unpin('mug') }, log, isOurs)).toBe(false)
})

test('what the rundown pinned it takes away, also when a person pinned another product', () => {
  const log: LogEvent[] = [
    { at: at(1), cue: pin('mug') },
    { at: at(2.5), cue: pin('hat') },
  ]
  expect(mayDo({ at: at(4), cue: unpin('mug') }, log, isOurs)).toBe(true)
})

test('a price a person set stays', () => {
  const price = (value: number) =>
    ({ kind: 'priceChanged', productId: 'mug', prices: [{ variantId: 'm', price: value, was: 1 }] }) as const
  const log: LogEvent[] = [{ at: at(2), cue: price(5) }]
  expect(mayDo({ at: at(3), cue: price(7) }, log, isOurs)).toBe(false)
})

test('a price the rundown gave for a while, and the hub set back, is given again the next time round', () => {
  const prices = [{ variantId: 'm', price: 7, was: 9 }]
  const cue = { kind: 'priceChanged', productId: 'mug', prices, lastsMs: 3000 } as const
  const timed = [{ atSeconds: 2, cue }]
  const isOfIt = (event: LogEvent) => isFromRundown(timed, loop, event)
  const back: LogEvent = { at: at(5), cue: { ...cue, prices: [{ variantId: 'm', price: 9, was: 7 }] } }
  const again = { at: at(2) + loop.loopMs, cue }
  expect(mayDo(again, [{ at: at(2), cue }, back], isOfIt)).toBe(true)
  expect(
    mayDo(
      again,
      [
        { at: at(2), cue },
        { ...back, at: at(5) + 1 },
      ],
      isOfIt,
    ),
  ).toBe(false)
})

test('standing pins are in the order they were made, the oldest first', () => {
  const log: LogEvent[] = [
    { at: at(1), cue: pin('mug') },
    { at: at(2), cue: pin('hat') },
    { at: at(3), cue: pin('mug') },
  ]
  expect([...standingPins(log, at(9), isOurs).keys()]).toEqual(['hat', 'mug'])
  expect([...standingPins(log, at(2), isOurs).keys()]).toEqual(['mug', 'hat'])
})

test('a person’s note stands until the person takes it away; then the rundown’s next one comes', () => {
  const note = (text: string | null) => ({ kind: 'noteSet', text }) as const
  const noted: RundownEntry[] = [
    { atSeconds: 2, cue: note('Dishwasher safe') },
    { atSeconds: 4, cue: note(null) },
  ]
  const isOfIt = (event: LogEvent) => isFromRundown(noted, loop, event)
  const ours = { at: at(2), cue: note('Dishwasher safe') }
  const theirs = { at: at(3), cue: note('Back in five minutes') }
  expect(mayDo({ at: at(4), cue: note(null) }, [ours], isOfIt)).toBe(true)
  expect(mayDo({ at: at(4), cue: note(null) }, [ours, theirs], isOfIt)).toBe(false)
  const again = { at: ours.at + loop.loopMs, cue: ours.cue }
  expect(mayDo(again, [ours, theirs], isOfIt)).toBe(false)
  expect(mayDo(again, [ours, theirs, { at: at(5), cue: note(null) }], isOfIt)).toBe(true)
})

test('a shop’s own names stand for the goods of the rundown, and prices are left to the shop that takes none', () => {
  const prices = [{ variantId: 'm', price: 7, was: 9 }]
  const cues: RundownEntry[] = [
    { atSeconds: 0, cue: { kind: 'chapterStarted', title: 'Mugs' } },
    { atSeconds: 0.5, cue: { kind: 'noteSet', text: 'Dishwasher safe' } },
    { atSeconds: 1, cue: pin('mug') },
    { atSeconds: 2, cue: { kind: 'priceChanged', productId: 'mug', prices } },
    { atSeconds: 3, cue: { kind: 'soldOutMarked', productId: 'mug', variantIds: ['mug'], isSoldOut: true } },
  ]
  const ids = { products: { mug: '3' }, variants: { mug: '17' } }
  expect(forShop(cues, { ids, takesShowPrices: false }).map(({ cue }) => cue)).toEqual([
    { kind: 'chapterStarted', title: 'Mugs' },
    { kind: 'noteSet', text: 'Dishwasher safe' },
    { kind: 'productPinned', productId: '3' },
    { kind: 'soldOutMarked', productId: '3', variantIds: ['17'], isSoldOut: true },
  ])
  expect(forShop(cues, { ids: null, takesShowPrices: true })).toEqual(cues)
})
