import { expect, test } from 'vitest'
import { runInWorker } from './in-worker.ts'

test('[I2] [I5] [U41] [U49] [U56] pages cut off, closed, crashed, put away and signed in show what was done, as a map has it', async () => {
  expect(await runInWorker({ seed: 2, runs: 300 })).toEqual({ runs: 300, failure: null })
})
