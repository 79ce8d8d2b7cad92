import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mediaTimeOf, programmeTimeAt, type DatedStream, type DatedStretch } from './programme-clock.ts'

type Shown = DatedStretch & { readonly truePdt: number; readonly isBreak: boolean }

/** Longer ago than any show here begins. */
const MADE_LONG_AGO_MS = 1_400_000_000_000

/**
 * A show with breaks in it, dated at the start of each of its rounds, or at every stretch. What breaks into it has no date,
 * or its own.
 */
const shows = fc
  .record({
    rounds: fc.array(
      fc.record({
        isBreak: fc.boolean(),
        hasOwnDate: fc.boolean(),
        durations: fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 1, maxLength: 6 }),
      }),
      { minLength: 1, maxLength: 6 },
    ),
    startsAtMs: fc.integer({ min: 1_600_000_000_000, max: 1_800_000_000_000 }),
    isDatedThroughout: fc.boolean(),
  })
  .map(({ rounds, startsAtMs, isDatedThroughout }) => {
    let [start, pdt] = [0, startsAtMs]
    const stretches: Shown[] = []
    // The first and the last round are of the show: a break is between.
    for (const [round, { isBreak: wantsBreak, hasOwnDate, durations }] of rounds.entries()) {
      const isBreak = wantsBreak && round > 0 && round < rounds.length - 1
      for (const [index, duration] of durations.entries()) {
        const isDated = isDatedThroughout || index === 0
        const date = isBreak ? (hasOwnDate ? MADE_LONG_AGO_MS + start : null) : pdt
        stretches.push({ start, duration, round, startsAtMs: isDated ? date : null, truePdt: pdt, isBreak })
        start += duration
        if (!isBreak) pdt += duration * 1000
      }
    }
    return { stretches, end: start, isDatedThroughout }
  })

const recording = (stretches: readonly DatedStretch[]): DatedStream => ({ stretches, isLive: false })
const live = (stretches: readonly DatedStretch[]): DatedStream => ({ stretches, isLive: true })
const anyPart = fc.double({ min: 0, max: 0.999, noNaN: true })

describe('programme time', () => {
  test('[U15] is exact at each moment of the show, after any seek, and stands still in a break', () => {
    fc.assert(
      fc.property(shows, anyPart, ({ stretches, end }, part) => {
        const time = part * end
        const at = stretches.findLast(({ start }) => start <= time)
        if (at === undefined) throw new Error('there is one')
        const wanted = at.isBreak ? at.truePdt : at.truePdt + (time - at.start) * 1000
        expect(programmeTimeAt(recording(stretches), time)).toBeCloseTo(wanted, 3)
      }),
    )
  })

  test('[U15] never goes back while the picture goes on', () => {
    fc.assert(
      fc.property(shows, ({ stretches, end }) => {
        let last = Number.NEGATIVE_INFINITY
        for (let time = 0; time < end; time += 0.25) {
          const now = programmeTimeAt(recording(stretches), time) ?? Number.NEGATIVE_INFINITY
          expect(now).toBeGreaterThanOrEqual(last)
          last = now
        }
      }),
    )
  })

  test('[U15] is the same live, when what comes after the picture is not listed yet', () => {
    fc.assert(
      fc.property(shows, anyPart, fc.nat({ max: 6 }), ({ stretches, end }, part, ahead) => {
        const time = part * end
        const at = stretches.findLastIndex(({ start }) => start <= time)
        const listed = stretches.slice(0, at + 1 + ahead)
        expect(programmeTimeAt(live(listed), time)).toBe(programmeTimeAt(recording(stretches), time))
      }),
    )
  })

  test('[U15] is the same live, when what was before the picture is listed no more, or unknown while a break alone is', () => {
    fc.assert(
      fc.property(
        shows,
        anyPart,
        fc.nat({ max: 4 }),
        ({ stretches, end, isDatedThroughout }, part, behind) => {
          fc.pre(isDatedThroughout)
          const time = part * end
          const at = stretches.findLastIndex(({ start }) => start <= time)
          const listed = stretches.slice(Math.max(0, at - behind))
          const now = programmeTimeAt(live(listed), time)
          const isKnown = listed.slice(0, behind + 1).some(({ isBreak, start }) => !isBreak && start <= time)
          expect(now).toBe(isKnown ? programmeTimeAt(recording(stretches), time) : null)
        },
      ),
    )
  })

  test('[U15] leads back to the very moment, which is never inside a break', () => {
    fc.assert(
      fc.property(shows, anyPart, fc.boolean(), ({ stretches, end }, part, isLive) => {
        const stream = { stretches, isLive }
        const pdt = programmeTimeAt(stream, part * end)
        if (pdt === null) throw new Error('every show here is dated')
        const time = mediaTimeOf(stream, pdt)
        if (time === null) throw new Error('the show goes on after each break')
        expect(programmeTimeAt(stream, time)).toBeCloseTo(pdt, 3)
        const at = stretches.findLast(({ start }) => start <= time + 1e-6)
        expect(at?.isBreak).toBe(false)
      }),
    )
  })

  test('[U15] runs on through an advertisement that is dated as the show is: what is shown meanwhile is the show’s', () => {
    const stretches = [0, 1, 2].map((round) => ({
      start: round * 10,
      duration: 10,
      round,
      startsAtMs: 1_700_000_000_000 + round * 10_000,
    }))
    expect([5, 15, 25].map((time) => programmeTimeAt(live(stretches), time))).toEqual([
      1_700_000_005_000, 1_700_000_015_000, 1_700_000_025_000,
    ])
  })

  test('goes on in a recording whose last round has no date: nothing that has one follows', () => {
    const stretches = [
      { start: 0, duration: 10, round: 0, startsAtMs: 1_700_000_000_000 },
      { start: 10, duration: 10, round: 1, startsAtMs: null },
    ]
    expect(programmeTimeAt(recording(stretches), 15)).toBe(1_700_000_015_000)
    expect(programmeTimeAt(live(stretches), 15)).toBe(1_700_000_010_000)
  })
})

test('a stream without a date has no programme time', () => {
  const bare = recording([{ start: 0, duration: 2, round: 0, startsAtMs: null }])
  expect([programmeTimeAt(bare, 1), programmeTimeAt(recording([]), 1), mediaTimeOf(bare, 0)]).toEqual([
    null,
    null,
    null,
  ])
})
