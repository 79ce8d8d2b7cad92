import { elementUpdated } from '@tote/testkit/dom'
import { pollIdSchema } from '@tote/protocol'
import { afterEach, expect, test, vi } from 'vitest'
import '../define/talk.ts'
import { find, mount, textOf } from '../internal/testing/mount-fixtures.ts'
import { createTestTote, testPoll } from '../internal/testing/tote-fixtures.ts'
import type { TotePoll } from './tote-poll.ts'

afterEach(() => vi.useRealTimers())

const open = async (options: Parameters<typeof createTestTote>[0] = {}) => {
  const world = createTestTote(options)
  return { ...world, poll: await mount('tote-poll', world.tote) }
}
const options = (poll: TotePoll) => [...poll.renderRoot.querySelectorAll<HTMLElement>('.option')]
const isShown = (poll: TotePoll) => find(poll, '.poll').hasAttribute('data-shown')

test('an open poll asks, and a press votes once', async () => {
  const { poll, intents } = await open({ poll: testPoll() })
  expect(textOf(find(poll, '.question'))).toBe('Which colour next?')
  await expect(poll).to.be.accessible()
  options(poll)[1]?.click()
  options(poll)[1]?.click()
  await elementUpdated(poll)
  expect(intents).toEqual([['vote', 1]])
})

test('who voted sees how the votes stand and which was theirs', async () => {
  const { poll } = await open({ poll: testPoll({ myVote: 0 }) })
  expect(options(poll).map((option) => textOf(option))).toEqual(['Chalk 75%', 'Clay 25%'])
  expect(options(poll)[0]?.textContent).toContain('Your vote')
  expect(textOf(find(poll, '.total'))).toBe('4 votes')
  expect(poll.renderRoot.querySelector('.option button, button.option')).toBeNull()
  await expect(poll).to.be.accessible()
})

test('a vote that did not go through is told, and may be tried again', async () => {
  const { poll, intents } = await open({
    poll: testPoll(),
    said: { status: 'rejected', code: 'hub_unreachable' },
  })
  options(poll)[0]?.click()
  await vi.waitFor(() => expect(textOf(find(poll, '.news'))).toContain('did not go through'))
  options(poll)[0]?.click()
  expect(intents).toHaveLength(2)
})

test('the focus stays in the card when the buttons become bars', async () => {
  const { poll, $poll } = await open({ poll: testPoll() })
  options(poll)[0]?.focus()
  options(poll)[0]?.click()
  $poll.set(testPoll({ myVote: 0 }))
  await vi.waitFor(() => expect(poll.shadowRoot?.activeElement?.getAttribute('part')).toBe('dismiss'))
})

test('a poll that was closed before one came is not shown', async () => {
  const { poll, $poll } = await open({ poll: testPoll({ isOpen: false }) })
  expect(isShown(poll)).toBe(false)
  $poll.set(testPoll({ id: pollIdSchema.parse('poll-2') }))
  await elementUpdated(poll)
  expect(isShown(poll)).toBe(true)
})

test('who saw it open sees the result for a while', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const { poll, $poll } = await open({ poll: testPoll() })
  $poll.set(testPoll({ isOpen: false }))
  await elementUpdated(poll)
  expect(textOf(find(poll, '.total'))).toBe('4 votes · Closed')
  await vi.advanceTimersByTimeAsync(20_000)
  await elementUpdated(poll)
  expect(isShown(poll)).toBe(false)
})

test('what was put away stays away, and the next poll comes', async () => {
  const { poll, $poll } = await open({ poll: testPoll() })
  find(poll, '.dismiss').click()
  await elementUpdated(poll)
  expect(isShown(poll)).toBe(false)
  $poll.set(testPoll({ totalVotes: 9 }))
  await elementUpdated(poll)
  expect(isShown(poll)).toBe(false)
  $poll.set(testPoll({ id: pollIdSchema.parse('poll-2') }))
  await elementUpdated(poll)
  expect(isShown(poll)).toBe(true)
})
