import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { addSlice, type Slice } from './add-slice.ts'

async function emptyFile(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'tote-slices-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return join(folder, 'sim.json')
}

const slice = (from: number, seeds: number, failed = 0): Slice => ({
  from,
  seeds,
  failed,
  broken: failed === 0 ? [] : [from],
  intents: 10 * seeds,
  events: 100 * seeds,
  virtualHours: 0.5,
  seconds: 7,
  machine: 'm',
  node: 'n',
  commit: 'c',
})

test('slices of a long run add up in one file, in any order', async () => {
  const path = await emptyFile()
  await addSlice(path, slice(1000, 500, 1))
  const sum = await addSlice(path, slice(0, 1000))
  expect(sum).toMatchObject({ seeds: 1500, failed: 1, intents: 15_000, virtualHours: 1, seconds: 14 })
  expect(sum.slices.map(({ from }) => from)).toEqual([0, 1000])
})

test('a slice that is run again takes the place of what it was before', async () => {
  const path = await emptyFile()
  await addSlice(path, slice(0, 1000, 2))
  expect(await addSlice(path, slice(0, 1000))).toMatchObject({ seeds: 1000, failed: 0 })
})

test('no world counts twice', async () => {
  const path = await emptyFile()
  await addSlice(path, slice(0, 1000))
  await expect(addSlice(path, slice(900, 1000))).rejects.toThrow('worlds 0 to 999 already')
})
