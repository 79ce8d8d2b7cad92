import type { MomentView } from '@tote/core'
import { elementUpdated, fixture, html } from '@tote/testkit/dom'
// Every test runs after it anyway; here it is what makes `accessible` known to the compiler.
import '@tote/testkit/dom/setup'
import { expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { ConsoleNote } from './console-note.ts'

customElements.define('tote-console-note', ConsoleNote)

async function mount(note: MomentView['note'] = null) {
  const element = await fixture<ConsoleNote>(html`<tote-console-note .note=${note}></tote-console-note>`)
  const intents: unknown[] = []
  element.addEventListener('console-intent', (event) =>
    intents.push(event instanceof CustomEvent && event.detail),
  )
  return { element, intents }
}

test('a note is written and shown by keyboard alone, and the line is free for the next', async () => {
  const { element, intents } = await mount()
  await expect(element).to.be.accessible()
  await userEvent.click(page.getByLabelText('Note'))
  await userEvent.keyboard('Dishwasher safe{Enter}')
  expect(intents).toEqual([{ kind: 'showNote', text: 'Dishwasher safe' }])
  await expect.element(page.getByLabelText('Note')).toHaveValue('')
})

test('a note without a word is not shown, and says why', async () => {
  const { element, intents } = await mount()
  await userEvent.click(page.getByLabelText('Note'))
  await userEvent.keyboard('  {Enter}')
  await expect.element(page.getByRole('alert')).toHaveTextContent('A note has at least one word.')
  await expect(element).to.be.accessible()
  expect(intents).toEqual([])
})

test('the note that stands is seen as text, and taken away by one press', async () => {
  const { element, intents } = await mount({ text: '<b>Dishwasher safe</b>', at: 0 })
  await expect(element).to.be.accessible()
  await expect.element(page.getByText('<b>Dishwasher safe</b>')).toBeVisible()
  await userEvent.click(page.getByRole('button', { name: 'Take it away' }))
  expect(intents).toEqual([{ kind: 'clearNote' }])
  element.note = null
  await elementUpdated(element)
  expect(element.renderRoot.querySelector('.shown')).toBeNull()
})
