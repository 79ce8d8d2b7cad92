import { expect, test } from 'vitest'
import { pollStep, type DemoPoll } from './demo-poll.ts'
import type { LogEvent } from './rundown.ts'

const poll: DemoPoll = { openAtSeconds: 2, closeAtSeconds: 6, question: 'Which?', options: ['A', 'B'] }
const loop = { startsAt: 1_000_000, loopMs: 10_000 }
/** In the second time round. */
const at = (seconds: number) => loop.startsAt + loop.loopMs + seconds * 1000
const opened = (seconds: number, question = 'Which?'): LogEvent => ({
  at: at(seconds),
  cue: { kind: 'pollOpened', pollId: `p${seconds}`, question },
})
const closed = (seconds: number, pollId: string): LogEvent => ({
  at: at(seconds),
  cue: { kind: 'pollClosed', pollId },
})
const step = (seconds: number, log: readonly LogEvent[] = []) =>
  pollStep(poll, { loop, log, nowMs: at(seconds) })

test('it is opened once in its time, and closed when that is over', () => {
  expect(step(1)).toBeNull()
  expect(step(3)).toEqual({ kind: 'openPoll', at: at(2), question: 'Which?', options: ['A', 'B'] })
  expect(step(4, [opened(2)])).toBeNull()
  expect(step(7, [opened(2)])).toEqual({ kind: 'closePoll', pollId: 'p2' })
  expect(step(8, [opened(2), closed(7, 'p2')])).toBeNull()
  expect(step(4, [opened(2), closed(3, 'p2')])).toBeNull()
})

test('one left open from the time before is closed first', () => {
  expect(step(3, [opened(-8)])).toEqual({ kind: 'closePoll', pollId: 'p-8' })
})

test('a poll of a person stands', () => {
  expect(step(3, [opened(1, 'Tea or coffee?')])).toBeNull()
  expect(step(8, [opened(1, 'Tea or coffee?')])).toBeNull()
})
