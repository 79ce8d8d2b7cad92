import fc from 'fast-check'
import { expect, test } from 'vitest'
import { steer, THERE_WITHIN, type SteerMoment } from './steer.ts'

const moment = (more: Partial<SteerMoment> = {}): SteerMoment => ({
  drift: 0,
  inHand: 10,
  isLeadPlaying: true,
  isPaused: false,
  canPace: true,
  rate: 1,
  sinceSeekMs: Number.POSITIVE_INFINITY,
  ...more,
})

test.each([
  ['far behind', { drift: 5 }, { do: 'seek' }],
  ['far ahead', { drift: -0.8 }, { do: 'seek' }],
  ['far, but just sent there', { drift: 5, sinceSeekMs: 500 }, { do: 'pace', rate: 1.1 }],
  ['a little behind', { drift: 0.09 }, { do: 'pace', rate: 1.09 }],
  ['a little ahead', { drift: -0.5 }, { do: 'pace', rate: 0.9 }],
  ['near enough', { drift: 0.07 }, { do: 'pace', rate: 1 }],
  ['still being brought nearer', { drift: 0.07, rate: 1.09 }, { do: 'pace', rate: 1.07 }],
  ['there', { drift: 0.03, rate: 1.04 }, { do: 'pace', rate: 1 }],
  ['behind, with nothing loaded ahead', { drift: 0.5, inHand: 0.4 }, { do: 'pace', rate: 1 }],
  ['ahead, with nothing loaded ahead', { drift: -0.5, inHand: 0.4 }, { do: 'pace', rate: 0.9 }],
  ['not ours to pace', { drift: 0.5, canPace: false }, { do: 'pace', rate: 1 }],
  ['playing while the other stands', { isLeadPlaying: false }, { do: 'pause' }],
  ['standing while the other plays', { isPaused: true }, { do: 'play' }],
  ['standing elsewhere than the other', { isPaused: true, isLeadPlaying: false, drift: 0.3 }, { do: 'seek' }],
  ['standing with the other', { isPaused: true, isLeadPlaying: false, drift: 0.03 }, { do: 'pace', rate: 1 }],
  ['at a moment this stream does not hold', { drift: null }, { do: 'stray' }],
] as const)('a picture that is %s', (_name, more, step) => {
  expect(steer(moment(more))).toEqual(step)
})

test('from anywhere within a seek, it is there in time and stays, without a speed that is heard', () => {
  fc.assert(
    fc.property(fc.double({ min: -0.69, max: 0.69, noNaN: true }), (begin) => {
      let [drift, rate] = [begin, 1]
      for (let tick = 0; tick < 100; tick += 1) {
        const step = steer(moment({ drift, rate }))
        if (step.do !== 'pace') throw new Error(`${step.do} at ${drift}`)
        rate = step.rate
        expect(Math.abs(rate - 1)).toBeLessThanOrEqual(0.1 + 1e-9)
        drift -= (rate - 1) * 0.1
      }
      expect(Math.abs(drift)).toBeLessThan(0.08)
      if (Math.abs(begin) >= 0.08) expect(Math.abs(drift)).toBeLessThanOrEqual(THERE_WITHIN + 0.01)
      expect(rate).toBe(1)
    }),
  )
})
