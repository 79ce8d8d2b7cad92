import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mediaTimeOf, programmeTimeAt, type DatedStretch } from './programme-clock.ts'

/** A show with breaks in it, dated at the start of each of its rounds, or at every stretch. */
const shows = fc
  .record({
    rounds: fc.array(
      fc.record({
        isBreak: fc.boolean(),
        durations: fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 1, maxLength: 6 }),
      }),
      { minLength: 1, maxLength: 6 },
    ),
    startsAtMs: fc.integer({ min: 1_600_000_000_000, max: 1_800_000_000_000 }),
    isDatedThroughout: fc.boolean(),
  })
  .map(({ rounds, startsAtMs, isDatedThroughout }) => {
    let [start, pdt] = [0, startsAtMs]
    const stretches: (DatedStretch & { truePdt: number; isBreak: boolean })[] = []
    // The first and the last round are of the show: a break is between.
    for (const [round, { isBreak: wantsBreak, durations }] of rounds.entries()) {
      const isBreak = wantsBreak && round > 0 && round < rounds.length - 1
      for (const [index, duration] of durations.entries()) {
        const isDated = !isBreak && (isDatedThroughout || index === 0)
        stretches.push({ start, duration, round, startsAtMs: isDated ? pdt : null, truePdt: pdt, isBreak })
        start += duration
        if (!isBreak) pdt += duration * 1000
      }
    }
    return { stretches, end: start }
  })

describe('programme time', () => {
  test('[U15] is exact at each moment of the show, after any seek, and stands still in a break', () => {
    fc.assert(
      fc.property(shows, fc.double({ min: 0, max: 0.999, noNaN: true }), ({ stretches, end }, part) => {
        const time = part * end
        const at = stretches.findLast(({ start }) => start <= time)
        if (at === undefined) throw new Error('there is one')
        const wanted = at.isBreak ? at.truePdt : at.truePdt + (time - at.start) * 1000
        expect(programmeTimeAt(stretches, time)).toBeCloseTo(wanted, 3)
      }),
    )
  })

  test('[U15] never goes back while the picture goes on', () => {
    fc.assert(
      fc.property(shows, ({ stretches, end }) => {
        let last = Number.NEGATIVE_INFINITY
        for (let time = 0; time < end; time += 0.25) {
          const now = programmeTimeAt(stretches, time) ?? Number.NEGATIVE_INFINITY
          expect(now).toBeGreaterThanOrEqual(last)
          last = now
        }
      }),
    )
  })

  test('[U15] leads back to the very moment, which is never inside a break', () => {
    fc.assert(
      fc.property(shows, fc.double({ min: 0, max: 0.999, noNaN: true }), ({ stretches, end }, part) => {
        const pdt = programmeTimeAt(stretches, part * end)
        if (pdt === null) throw new Error('every show here is dated')
        const time = mediaTimeOf(stretches, pdt)
        if (time === null) throw new Error('the show goes on after each break')
        expect(programmeTimeAt(stretches, time)).toBeCloseTo(pdt, 3)
        const at = stretches.findLast(({ start }) => start <= time + 1e-6)
        expect(at?.isBreak).toBe(false)
      }),
    )
  })
})

test('a stream without a date has no programme time', () => {
  const bare = [{ start: 0, duration: 2, round: 0, startsAtMs: null }]
  expect([programmeTimeAt(bare, 1), programmeTimeAt([], 1), mediaTimeOf(bare, 0)]).toEqual([null, null, null])
})
