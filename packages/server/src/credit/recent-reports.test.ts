import type { CreditReport } from '@tote/protocol'
import { expect, test } from 'vitest'
import { RecentReports } from './recent-reports.ts'

/** Reports that take as long as they are told to, on a clock of their own; each is a new one. */
function start() {
  const clock = { ms: 0 }
  const recent = new RecentReports(() => clock.ms)
  let made = 0
  const ask = (tookMs = 0, question = 'q') =>
    recent.read(question, () => {
      made += 1
      clock.ms += tookMs
      // Only told apart here, never looked into.
      return Promise.resolve({ now: made } as CreditReport)
    })
  return { clock, ask, made: () => made }
}

test('who asks at once, or within a second, has the same report', async () => {
  const { clock, ask, made } = start()
  const [one, other] = await Promise.all([ask(), ask()])
  expect(other).toBe(one)
  clock.ms += 999
  await ask()
  expect(made()).toBe(1)
  clock.ms += 1
  await ask()
  expect(made()).toBe(2)
  await ask(0, 'another question')
  expect(made()).toBe(3)
})

test('a report that takes long is made so seldom that a tenth of the time goes into it', async () => {
  const { clock, ask, made } = start()
  await ask(300)
  clock.ms += 2999
  await ask(300)
  expect(made()).toBe(1)
  clock.ms += 1
  await ask(300)
  expect(made()).toBe(2)
})

test('a failure is told to who asked, and not remembered', async () => {
  const recent = new RecentReports(() => 0)
  const ask = (make: () => Promise<CreditReport>) => recent.read('q', make)
  await expect(ask(() => Promise.reject(new Error('away')))).rejects.toThrow('away')
  await expect(ask(() => Promise.resolve({ now: 1 } as CreditReport))).resolves.toEqual({ now: 1 })
})
