import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { betterPlace, callNext, freeBeyond, type Place } from './call-next.ts'

const anyLine = fc
  .uniqueArray(fc.record({ seq: fc.nat({ max: 99 }), turn: fc.constantFrom(null, 'called') }), {
    selector: ({ seq }) => seq,
    maxLength: 20,
  })
  .map((places): Place[] => places)
const anyFree = fc.integer({ min: -3, max: 12 })
const isWaiting = ({ turn }: Place) => turn === null

describe('who is called', () => {
  test('[W1] came before everybody who goes on waiting', () => {
    fc.assert(
      fc.property(anyLine, anyFree, (line, free) => {
        const called = callNext(line, free)
        const left = line.filter((place) => isWaiting(place) && !called.includes(place))
        for (const { seq } of called) for (const other of left) expect(seq).toBeLessThan(other.seq)
        expect(called.every(isWaiting)).toBe(true)
      }),
    )
  })

  test('[W2] is as many as units are free, or all who wait', () => {
    fc.assert(
      fc.property(anyLine, anyFree, (line, free) => {
        const called = callNext(line, free)
        expect(called.length).toBe(Math.min(Math.max(0, free), line.filter(isWaiting).length))
        expect(new Set(called).size).toBe(called.length)
      }),
    )
  })

  test('is everybody, where nobody counts', () => {
    fc.assert(
      fc.property(anyLine, (line) => {
        expect(callNext(line, null)).toHaveLength(line.filter(isWaiting).length)
      }),
    )
  })
})

test('[W3] what is free beyond those who wait is never more than is free, and never less than nothing', () => {
  fc.assert(
    fc.property(fc.nat(50), fc.nat(50), (free, waiting) => {
      expect(freeBeyond(free, waiting)).toBe(waiting >= free ? 0 : free - waiting)
    }),
  )
})

test('[W5] of two places the better one stays, in whichever order they are named', () => {
  const first = { seq: 1, turn: null }
  const second = { seq: 2, turn: null }
  const called = { seq: 3, turn: 'called' }
  for (const [one, other, better] of [
    [first, second, first],
    [first, called, called],
  ] as const) {
    expect(betterPlace<Place>(one, other)).toBe(better)
    expect(betterPlace<Place>(other, one)).toBe(better)
  }
})
