import { elementUpdated } from '@tote/testkit/dom'
import { expect, test } from 'vitest'
import '../define/tote-note.ts'
import { find, mount, textOf } from '../internal/testing/mount-fixtures.ts'
import { createTestTote } from '../internal/testing/tote-fixtures.ts'
import type { ToteNote } from './tote-note.ts'

const open = async (options: Parameters<typeof createTestTote>[0] = {}) => {
  const world = createTestTote(options)
  const element = await mount('tote-note', world.tote)
  const say = async (text: string | null, at = 0) => {
    world.$moment.set({ pinned: [], chapter: null, note: text === null ? null : { text, at } })
    await elementUpdated(element)
  }
  return { element, say }
}
const isShown = (note: ToteNote) => find(note, '.note').hasAttribute('data-shown')
const words = (note: ToteNote) => textOf(find(note, '[role=status]'))

test('a note is told politely when the picture reaches it, and is gone when it is taken away', async () => {
  const { element, say } = await open()
  const region = find(element, '[role=status]')
  expect([isShown(element), region.textContent]).toEqual([false, ''])
  await expect(element).to.be.accessible()
  await say('Dishwasher safe')
  // The region was there before its words: only then are they told.
  expect(find(element, '[role=status]')).toBe(region)
  expect([isShown(element), words(element)]).toEqual([true, 'Dishwasher safe'])
  await expect(element).to.be.accessible()
  await say('Made in Porto', 1)
  expect(words(element)).toBe('Made in Porto')
  await say(null)
  expect([isShown(element), words(element)]).toEqual([false, ''])
})

test('a note is text whatever is in it, and stays within its card', async () => {
  const text = `<img src=x onerror="alert(1)"> ${'w'.repeat(100)}`
  const { element } = await open({ note: { text, at: 5 } })
  expect(words(element)).toBe(text)
  expect(element.renderRoot.querySelector('img')).toBeNull()
  const card = find(element, '.note')
  expect(card.scrollWidth).toBeLessThanOrEqual(card.clientWidth)
})

test('what was put away stays away, and the next comes, be it in the same words', async () => {
  const { element, say } = await open({ note: { text: 'Dishwasher safe', at: 5 } })
  find(element, '[part=dismiss]').click()
  await elementUpdated(element)
  expect(isShown(element)).toBe(false)
  await say('Dishwasher safe', 5)
  expect(isShown(element)).toBe(false)
  await say('Dishwasher safe', 9)
  expect(isShown(element)).toBe(true)
})
