import { expect, test } from 'vitest'
import { isThinNetwork, type NetworkFacts } from './thin-network.ts'

const facts = (some: Partial<NetworkFacts>): NetworkFacts => ({
  stallsAt: [100_000, 110_000, 120_000],
  nowMs: 120_000,
  measured: 90_000,
  needed: 120_000,
  ...some,
})

test.each<[string, Partial<NetworkFacts>, boolean]>([
  ['three stalls in a minute on less than the least quality', {}, true],
  ['two stalls', { stallsAt: [110_000, 120_000] }, false],
  ['three stalls over more than a minute', { stallsAt: [50_000, 110_000, 120_000] }, false],
  ['stalls on a network that is fast enough', { measured: 900_000 }, false],
  ['just what the least quality takes, and no more', { measured: 125_000 }, true],
  ['stalls where nothing is measured', { measured: null }, true],
  ['a stream that does not say what it takes', { needed: null }, true],
  ['no stall at all on a slow network', { stallsAt: [], measured: 1 }, false],
])('%s: too thin is %o', (_, some, isThin) => {
  expect(isThinNetwork(facts(some))).toBe(isThin)
})
