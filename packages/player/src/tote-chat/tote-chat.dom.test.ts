import { elementUpdated } from '@tote/testkit/dom'
import { afterEach, expect, test, vi } from 'vitest'
import '../define/talk.ts'
import { find, mount, textOf } from '../internal/testing/mount-fixtures.ts'
import { createTestTote, testMessage } from '../internal/testing/tote-fixtures.ts'
import type { ToteChat } from './tote-chat.ts'

afterEach(() => vi.useRealTimers())

const open = async (options: Parameters<typeof createTestTote>[0] = {}) => {
  const world = createTestTote(options)
  const chat = await mount('tote-chat', world.tote)
  chat.style.setProperty('--tote-chat-block-size', '12rem')
  chat.requestUpdate()
  await elementUpdated(chat)
  return { ...world, chat }
}
const field = (chat: ToteChat) => find(chat, 'input') as HTMLInputElement
const write = async (chat: ToteChat, text: string) => {
  field(chat).value = text
  field(chat).dispatchEvent(new InputEvent('input', { bubbles: true }))
  await elementUpdated(chat)
}
const send = async (chat: ToteChat) => {
  find(chat, '.send').click()
  await elementUpdated(chat)
}

test('what others write is text, whatever they write', async () => {
  const { chat } = await open({ messages: [testMessage('<img src=x onerror=alert(1)> & <b>bold</b>')] })
  expect(textOf(find(chat, '.message'))).toBe('<img src=x onerror=alert(1)> & <b>bold</b>')
  expect(chat.renderRoot.querySelector('.message img, .message b')).toBeNull()
  await expect(chat).to.be.accessible()
})

test('a message is sent once and the line is free for the next; an empty one is not sent', async () => {
  const { chat, intents } = await open()
  await write(chat, '   ')
  await send(chat)
  await write(chat, 'How tall is it?')
  await send(chat)
  await send(chat)
  expect(intents).toEqual([['send', 'How tall is it?']])
  expect(field(chat).value).toBe('')
})

test('too fast is told with the wait, the words stay, and nothing is sent before the wait is over', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const { chat, intents } = await open({ said: { status: 'rejected', code: 'rate', retryAfterMs: 2500 } })
  await write(chat, 'me again')
  await send(chat)
  await vi.waitFor(() => expect(textOf(find(chat, '[part=status]'))).toContain('3 seconds'))
  expect(field(chat).value).toBe('me again')
  await send(chat)
  expect(intents).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(2500)
  await elementUpdated(chat)
  expect(textOf(find(chat, '[part=status]'))).toBe('')
  await send(chat)
  expect(intents).toHaveLength(2)
})

test('a refusal does not write over what the shopper has begun since', async () => {
  let refuse: (() => void) | undefined
  const said = new Promise<{ status: 'rejected'; code: 'hub_unreachable' }>((done) => {
    refuse = () => done({ status: 'rejected', code: 'hub_unreachable' })
  })
  const { chat } = await open({ said })
  await write(chat, 'first')
  await send(chat)
  await write(chat, 'sec')
  refuse?.()
  await vi.waitFor(() => expect(textOf(find(chat, '[part=status]'))).toContain('offline'))
  expect(field(chat).value).toBe('sec')
})

test('[U33] keys typed in the chat do not reach the page, and Escape does', async () => {
  const { chat } = await open()
  const heard: string[] = []
  const listen = (event: KeyboardEvent) => heard.push(`${event.type} ${event.key}`)
  for (const type of ['keydown', 'keypress', 'keyup'] as const) document.addEventListener(type, listen)
  for (const key of ['k', '/', 'Enter', 'Escape'])
    for (const type of ['keydown', 'keypress', 'keyup'])
      field(chat).dispatchEvent(new KeyboardEvent(type, { key, bubbles: true, composed: true }))
  for (const type of ['keydown', 'keypress', 'keyup'] as const) document.removeEventListener(type, listen)
  expect(heard).toEqual(['keydown Escape', 'keypress Escape', 'keyup Escape'])
})

test('a reader who scrolled up is left there, and told how many are new; the end follows by itself', async () => {
  const many = Array.from({ length: 30 }, (_, index) => testMessage(`message ${index}`))
  const { chat, $messages } = await open({ messages: many })
  const list = find(chat, '.list')
  const isAtEnd = () => list.scrollHeight - list.scrollTop - list.clientHeight < 2
  expect(isAtEnd()).toBe(true)
  $messages.set([...many, testMessage('a')])
  await elementUpdated(chat)
  expect(isAtEnd()).toBe(true)

  list.scrollTo({ top: 0 })
  await vi.waitFor(() => expect(list.scrollTop).toBe(0))
  list.dispatchEvent(new Event('scroll'))
  $messages.set([...$messages.get(), testMessage('b'), testMessage('c')])
  await elementUpdated(chat)
  expect(list.scrollTop).toBe(0)
  expect(textOf(find(chat, '.newest'))).toBe('2 new messages')
  find(chat, '.newest').click()
  await elementUpdated(chat)
  expect(isAtEnd()).toBe(true)
  expect(chat.renderRoot.querySelector('.newest')).toBeNull()
})

test('ears at the chat hear how much is new and no words of it, once in a while', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const { chat, $messages } = await open({ messages: [testMessage('old')] })
  field(chat).focus()
  chat.requestUpdate()
  await elementUpdated(chat)
  for (const text of ['one', 'two', 'three']) $messages.set([...$messages.get(), testMessage(text)])
  await elementUpdated(chat)
  const status = find(chat, '.ears-only[role=status]')
  expect(status.textContent.trim()).toBe('')
  await vi.advanceTimersByTimeAsync(20_000)
  await elementUpdated(chat)
  expect(status.textContent.trim()).toBe('3 new messages')
  expect(find(chat, '.list').closest('[aria-live], [role=log]')).toBeNull()
})

test("one's own message says so, and that it is on its way", async () => {
  const { chat } = await open({ messages: [testMessage('mine', { isMine: true, isPending: true })] })
  expect(find(chat, '.message').textContent).toContain('You')
  expect(find(chat, '.message').textContent).toContain('Sending')
})

test('over the picture the last two stand, for eyes only', async () => {
  const { chat } = await open({ messages: ['one', 'two', 'three'].map((text) => testMessage(text)) })
  chat.compact = true
  await elementUpdated(chat)
  expect([...chat.renderRoot.querySelectorAll('li')].map((line) => line.textContent)).toEqual([
    'two',
    'three',
  ])
  expect(chat.renderRoot.querySelector('input')).toBeNull()
  await expect(chat).to.be.accessible()
})
