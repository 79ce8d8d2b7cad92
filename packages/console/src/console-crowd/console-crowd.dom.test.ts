import type { ChatMessageView, PollView } from '@tote/core'
import { elementUpdated, fixture, html } from '@tote/testkit/dom'
// Every test runs after it anyway; here it is what makes `accessible` known to the compiler.
import '@tote/testkit/dom/setup'
import { chatIdSchema, pollIdSchema } from '@tote/protocol'
import { expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { ConsoleCrowd } from './console-crowd.ts'

customElements.define('tote-console-crowd', ConsoleCrowd)

const poll = (overrides: Partial<PollView> = {}): PollView => ({
  id: pollIdSchema.parse('p1'),
  question: 'Which colour?',
  options: [
    { text: 'Chalk', votes: 3 },
    { text: 'Moss', votes: 4 },
  ],
  totalVotes: 7,
  isOpen: true,
  myVote: null,
  ...overrides,
})
const message = (text: string): ChatMessageView => ({
  id: chatIdSchema.parse(text),
  text,
  atMs: 0,
  isMine: false,
  isPending: false,
})

async function mount({
  messages = [],
  open = null,
}: { messages?: readonly ChatMessageView[]; open?: PollView | null } = {}) {
  const element = await fixture<ConsoleCrowd>(
    html`<tote-console-crowd .messages=${messages} .poll=${open}></tote-console-crowd>`,
  )
  const intents: unknown[] = []
  element.addEventListener('console-intent', (event) =>
    intents.push(event instanceof CustomEvent && event.detail),
  )
  return { element, intents }
}

test('[U71] a poll is written and launched in one form, by keyboard alone', async () => {
  const { element, intents } = await mount()
  await expect(element).to.be.accessible()
  await userEvent.click(page.getByLabelText('Question'))
  await userEvent.keyboard('Which colour?{Tab}Chalk{Tab}Moss{Enter}')
  expect(intents).toEqual([{ kind: 'openPoll', question: 'Which colour?', options: ['Chalk', 'Moss'] }])
})

test('a poll without two answers is not launched, and says why', async () => {
  const { intents } = await mount()
  await userEvent.click(page.getByLabelText('Question'))
  await userEvent.keyboard('Which colour?{Tab}Chalk{Enter}')
  await expect
    .element(page.getByRole('alert'))
    .toHaveTextContent('A poll has a question and at least two answers.')
  expect(intents).toEqual([])
})

test('an open poll shows its votes and can be closed; then the next can be written', async () => {
  const { element, intents } = await mount({ open: poll() })
  await expect(element).to.be.accessible()
  await expect.element(page.getByText('7 votes')).toBeVisible()
  await userEvent.click(page.getByRole('button', { name: 'Close the poll' }))
  expect(intents).toEqual([{ kind: 'closePoll', pollId: 'p1' }])
  element.poll = poll({ isOpen: false })
  await elementUpdated(element)
  await expect.element(page.getByRole('button', { name: 'Launch the poll' })).toBeVisible()
})

test('a message is text whatever is in it, and is taken away by one press', async () => {
  const { element, intents } = await mount({ messages: [message('kind'), message('rude')] })
  element.messages = [{ ...message('rude'), text: '<b onclick="x()">rude</b>' }]
  await elementUpdated(element)
  await expect(element).to.be.accessible()
  await expect.element(page.getByText('<b onclick="x()">rude</b>')).toBeVisible()
  await userEvent.click(page.getByRole('button', { name: 'Remove' }))
  expect(intents).toEqual([{ kind: 'removeMessage', messageId: 'rude' }])
})
