import type { Notice } from '@tote/core'
import { elementUpdated } from '@tote/testkit/dom'
import { money, placeIdSchema, ToteError } from '@tote/protocol'
import { afterEach, expect, test, vi } from 'vitest'
import { userEvent } from 'vitest/browser'
import { find, mount, textOf } from '../internal/testing/mount-fixtures.ts'
import { createTestTote } from '../internal/testing/tote-fixtures.ts'
import { ToteNotices } from './tote-notices.ts'

customElements.define('tote-notices', ToteNotices)

afterEach(() => vi.useRealTimers())

const texts = (element: ToteNotices) => [...element.renderRoot.querySelectorAll('.text')].map(textOf)
const rejected: Notice = { id: 'n1', kind: 'rejected', code: 'no_stock', title: 'Vase', free: 2 }
const notKept: Notice = { id: 'n2', kind: 'notKept', remains: 'nothing' }
const expired: Notice = {
  id: 'n3',
  kind: 'expired',
  count: 2,
  lines: [
    { title: 'Vase', quantity: 2 },
    { title: 'Bowl', quantity: 1 },
  ],
}

test('with nothing to tell there is nothing to see', async () => {
  const element = await mount('tote-notices', createTestTote().tote)
  expect(element.getBoundingClientRect().height).toBe(0)
  await expect(element).to.be.accessible()
})

test('each kind is told in plain words', async () => {
  const notices: Notice[] = [
    rejected,
    { id: 'a', kind: 'rejected', code: 'no_stock', title: 'Vase', free: 0 },
    { id: 'b', kind: 'rejected', code: 'gone', title: '', free: null },
    { id: 'c', kind: 'priceChanged', title: 'Bowl', was: money(1000, 'EUR'), price: money(800, 'EUR') },
    { id: 'd', kind: 'capped', quantity: 2 },
    notKept,
    { id: 'e', kind: 'notKept', remains: 'unsent' },
    expired,
    { id: 'f', kind: 'expired', count: 3, lines: [] },
  ]
  const joined = { placeId: placeIdSchema.parse('p'), where: 'market.localhost' }
  const element = await mount('tote-notices', createTestTote({ notices, joined }).tote)
  expect(texts(element)).toEqual([
    'Vase: Only 2 left',
    'Vase: Sold out just now',
    'No longer sold here',
    'Bowl now costs €8.00 (was €10.00)',
    '2 items did not fit when your baskets came together',
    'This browser does not let us keep your basket on this device. It lasts until you close the page.',
    'This browser does not let us keep your basket on this device. Only what is still to be sent is kept.',
    'More than a week ago this could not be saved: Vase (2) and Bowl (1). Add it now?',
    'More than a week ago this could not be saved: 3 changes. Add it now?',
    'Your basket is now also open on market.localhost',
  ])
  await expect(element).to.be.accessible()
})

test('they come into a polite live region that was there before', async () => {
  const { tote, $notices } = createTestTote()
  const element = await mount('tote-notices', tote)
  const region = find(element, '[role=status]')
  $notices.set([rejected])
  await elementUpdated(element)
  expect(textOf(region)).toContain('Only 2 left')
})

test('by keyboard alone: a message is dismissed, and core told', async () => {
  const { tote, intents } = createTestTote({ notices: [rejected, notKept] })
  const element = await mount('tote-notices', tote)
  await userEvent.keyboard('{Tab}{Enter}')
  await elementUpdated(element)
  expect(intents).toEqual([['dismiss', 'n1']])
  expect(texts(element)).toHaveLength(1)
})

test('the word that somebody joined can be dismissed; a second join is news again', async () => {
  const where = { placeId: placeIdSchema.parse('p'), where: 'market.localhost' }
  const { tote, $joined } = createTestTote({ joined: where })
  const element = await mount('tote-notices', tote)
  find(element, '.dismiss').click()
  await elementUpdated(element)
  expect(texts(element)).toEqual([])
  $joined.set({ ...where })
  await elementUpdated(element)
  expect(texts(element)).toHaveLength(1)
})

test('news goes by itself after ten seconds; a state of things stays', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const element = await mount('tote-notices', createTestTote({ notices: [rejected, notKept] }).tote)
  vi.advanceTimersByTime(9_999)
  await elementUpdated(element)
  expect(texts(element)).toHaveLength(2)
  vi.advanceTimersByTime(1)
  await elementUpdated(element)
  expect(texts(element)).toEqual([expect.stringContaining('does not let us keep')])
})

test('nothing goes by itself under the focus', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const element = await mount('tote-notices', createTestTote({ notices: [rejected] }).tote)
  find(element, '.dismiss').focus()
  vi.advanceTimersByTime(60_000)
  await elementUpdated(element)
  expect(texts(element)).toHaveLength(1)
  find(element, '.dismiss').blur()
  vi.advanceTimersByTime(10_000)
  await elementUpdated(element)
  expect(texts(element)).toEqual([])
})

test('what waited too long is a question with two answers by keyboard, and goes with neither time nor dismissal', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const { tote, intents } = createTestTote({ notices: [expired] })
  const element = await mount('tote-notices', tote)
  vi.advanceTimersByTime(60_000)
  await elementUpdated(element)
  expect(texts(element)).toHaveLength(1)
  expect(element.renderRoot.querySelector('.dismiss')).toBeNull()
  await userEvent.keyboard('{Tab}{Enter}{Tab}{Enter}')
  expect(intents).toEqual([['renewExpired'], ['dropExpired']])
  vi.useRealTimers()
  await expect(element).to.be.accessible()
})

test('[U59] a link that was dead for longer than that is told at once', async () => {
  const connection = { status: 'offline', sinceMs: Date.now() - 2500 } as const
  const element = await mount('tote-notices', createTestTote({ connection }).tote)
  await vi.waitFor(() => expect(texts(element)).toEqual([expect.stringContaining('You are offline')]))
})

test('a link lost for a second is told, and gone when it is back', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const { tote, $connection } = createTestTote({ connection: { status: 'offline', sinceMs: Date.now() } })
  const element = await mount('tote-notices', tote)
  expect(texts(element)).toEqual([])
  vi.advanceTimersByTime(1000)
  await elementUpdated(element)
  expect(texts(element)).toEqual([expect.stringContaining('You are offline')])
  $connection.set({ status: 'online', via: 'socket' })
  await elementUpdated(element)
  expect(texts(element)).toEqual([])
})

test('a hub that will not have us is told', async () => {
  const connection = { status: 'refused', error: new ToteError('origin') } as const
  const element = await mount('tote-notices', createTestTote({ connection }).tote)
  expect(texts(element)).toEqual(['The shop cannot be reached from this page.'])
  await expect(element).to.be.accessible()
})

test('markup in a title is text', async () => {
  const notices = [{ ...rejected, title: '<b>Vase</b>' }]
  const element = await mount('tote-notices', createTestTote({ notices }).tote)
  expect(texts(element)).toEqual(['<b>Vase</b>: Only 2 left'])
})

test('a place that joined can be removed from here; where it is too late the hub’s window opens', async () => {
  const joined = { placeId: placeIdSchema.parse('p'), where: 'market.localhost' }
  const opened = vi.spyOn(window, 'open').mockReturnValue(null)
  for (const isRemoved of [true, false]) {
    const { tote, intents } = createTestTote({ joined, isRemoved })
    const element = await mount('tote-notices', tote)
    find(element, '[part=remove]').click()
    await vi.waitFor(() => expect(intents).toEqual([['removeJoined']]))
    await elementUpdated(element)
    expect(opened).toHaveBeenCalledTimes(isRemoved ? 0 : 1)
  }
  expect(opened).toHaveBeenCalledWith('http://hub.localhost/where', '_blank', 'noopener')
  opened.mockRestore()
})

test('[D7] what was brought along is told while it can be undone, with the button that does it', async () => {
  const undo = { kind: 'brought', titles: ['Vase', 'Bowl'], untilMs: 0 } as const
  const { tote, intents, $undo } = createTestTote({ undo })
  const element = await mount('tote-notices', tote)
  expect(texts(element)).toEqual([expect.stringContaining('Brought along: Vase and Bowl')])
  find(element, '[part=undo]').click()
  expect(intents).toEqual([['undo']])
  $undo.set(null)
  await elementUpdated(element)
  expect(texts(element)).toEqual([])
})

test('[D7] being disconnected from elsewhere stays told until it is dismissed', async () => {
  const element = await mount(
    'tote-notices',
    createTestTote({ notices: [{ id: 'n', kind: 'removed' }] }).tote,
  )
  expect(texts(element)).toEqual([expect.stringContaining('Disconnected from another device')])
  await expect(element).to.be.accessible()
})

test('the button that takes a message away stands beside its words, the answers below them', async () => {
  const joined = { placeId: placeIdSchema.parse('p'), where: 'market.localhost' }
  const element = await mount('tote-notices', createTestTote({ joined }).tote)
  const [text, answers, dismiss] = ['.text', '.answers', '.dismiss'].map((part) =>
    find(element, part).getBoundingClientRect(),
  )
  expect(dismiss?.top).toBeLessThan(text?.bottom ?? 0)
  expect(dismiss?.left).toBeGreaterThanOrEqual(text?.right ?? 0)
  expect(answers?.top).toBeGreaterThanOrEqual(text?.bottom ?? 0)
})
