import { createRandom } from '@tote/testkit/random'
import { expect, test } from 'vitest'
import { keepUp, type LiveMoment } from './latency.ts'

const at = (more: Partial<LiveMoment> = {}): LiveMoment => ({
  behind: 0,
  inHand: 4,
  isFollowing: true,
  hasReturned: false,
  canCatchUp: true,
  rate: 1,
  ...more,
})

/** An hour of a live show, told four times a second, that stands still as the dice say. Gives the lag at its end. */
function watch(seed: number, canCatchUp: boolean) {
  const random = createRandom(seed)
  let [behind, rate, seconds, rates] = [0, 1, 0, [1]]
  while (seconds < 3600) {
    const isStalled = random.next() < 0.002
    const stall = isStalled ? random.next() * 12 : 0
    behind += stall - 0.25 * (rate - 1)
    seconds += 0.25 + stall
    const step = keepUp(at({ behind, rate, canCatchUp, inHand: isStalled ? 0.5 : 4 }))
    if (step.do === 'jump') [behind, rate] = [0, 1]
    else rate = step.rate
    rates = rates.includes(rate) ? rates : [...rates, rate]
  }
  // The last stall may be a moment ago: a minute of peace.
  for (let peace = 0; peace < 240; peace += 1) {
    const step = keepUp(at({ behind, rate, canCatchUp }))
    if (step.do === 'jump') behind = 0
    else rate = step.rate
    behind -= 0.25 * (rate - 1)
  }
  return { behind, rates }
}

test('[U1] [U4] after an hour with random stalls the lag is within 2 s, at no more than 1.1', () => {
  for (let seed = 1; seed <= 200; seed += 1) {
    const { behind, rates } = watch(seed, true)
    expect(behind, `seed ${seed}`).toBeLessThanOrEqual(2)
    expect(Math.min(...rates), `seed ${seed}`).toBe(1)
    expect(Math.max(...rates), `seed ${seed}`).toBeLessThanOrEqual(1.1)
  }
})

test.each([1.2, 3, 5.9])(
  '[U1] %s s of lag are made up to less than 2 s in two minutes, and the speed goes back',
  (lag) => {
    let [behind, rate] = [lag, 1]
    for (let tick = 0; tick < 4 * 120; tick += 1) {
      const step = keepUp(at({ behind, rate }))
      if (step.do === 'jump') throw new Error('near enough to be made up')
      rate = step.rate
      behind -= 0.25 * (rate - 1)
    }
    expect(behind).toBeLessThan(1)
    expect(behind).toBeGreaterThanOrEqual(0)
  },
)

test('[U2] back from a hidden tab it jumps as soon as the lag can be told', () => {
  expect(keepUp(at({ behind: 2, hasReturned: true }))).toEqual({ do: 'jump' })
  expect(keepUp(at({ behind: 2 }))).toEqual({ do: 'pace', rate: 1.06 })
})

test.each<[string, Partial<LiveMoment>]>([
  ['went back on purpose', { behind: 100, isFollowing: false }],
  ['plays by a player that is not ours to pace', { behind: 5, canCatchUp: false }],
  ['has nothing in hand', { behind: 5, inHand: 0.4 }],
  ['is ahead of its place', { behind: -3 }],
  ['is at its place', { behind: 0.2, rate: 1.02 }],
])('[U4] who %s goes on at its own speed', (_, moment) => {
  expect(keepUp(at(moment))).toEqual({ do: 'pace', rate: 1 })
})
