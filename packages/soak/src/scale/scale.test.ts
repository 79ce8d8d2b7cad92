import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { needsOf, ticksPerSecond } from './scale-model.ts'
import { inputTable, scaleTable } from './scale-table.ts'

const figures = {
  tickCpuUs: 10,
  mutationCpuUs: 1000,
  hubKb: 100_000,
  socketKb: 10,
  databaseCpuUs: 1000,
  redisWritesPerSecond: 10_000,
  redisReadsPerSecond: 10_000,
}
const plan = { hubShare: 0.5, maxSockets: 10_000, databaseShare: 0.5 }

test('ten times the viewers need ten times the egress and the operations', () => {
  const needs = (viewers: number) =>
    needsOf({ viewers, buyersPerMinute: 0.01, tickBytes: 1000 }, figures, plan)
  expect(needs(1_000_000).mutationsPerSecond).toBeCloseTo(10 * needs(100_000).mutationsPerSecond)
  expect(needs(1_000_000).egressGbitPerSecond).toBeCloseTo(10 * needs(100_000).egressGbitPerSecond)
})

test('no hub is planned to be busier than its share, nor to hold more sockets than may return at once', () => {
  for (const viewers of [1, 5000, 123_456, 2_000_000]) {
    const needs = needsOf({ viewers, buyersPerMinute: 0.05, tickBytes: 1000 }, figures, plan)
    expect(needs.hubBusy).toBeLessThanOrEqual(0.5)
    expect(needs.socketsPerNode).toBeLessThanOrEqual(10_000)
  }
})

test('ticks come more slowly where more listen on a node', () => {
  expect([1, 5000, 5001, 20_000, 20_001].map(ticksPerSecond)).toEqual([10, 10, 4, 4, 2])
})

test('the page on scale shows what the model gives', async () => {
  const page = await readFile(new URL('../../../../docs/scale.md', import.meta.url), 'utf8')
  const squeeze = (text: string) => text.replaceAll(/ +/g, ' ').replaceAll(/-+/g, '-')
  expect(squeeze(page)).toContain(squeeze(inputTable()))
  expect(squeeze(page)).toContain(squeeze(scaleTable()))
})
