import { expect, test } from 'vitest'
import { runFuzz } from './run-fuzz.ts'

test('[I10] 5,000 frames that no client sends neither stop the hub nor get an answer that is another’s', async () => {
  const { violations, frames, answers, refusals } = await runFuzz({ frames: 5000, seed: 1 })
  expect(violations).toEqual([])
  expect(frames).toBeGreaterThanOrEqual(5000)
  // Most were read and answered, and both kinds of no were among the answers: wrong in form, and not theirs.
  expect(answers).toBeGreaterThan(3000)
  for (const code of ['invalid', 'forbidden', 'unauthorised', 'bad_proof', 'gap'])
    expect(refusals.get(code), code).toBeGreaterThan(0)
}, 120_000)
