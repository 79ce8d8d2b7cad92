import { elementUpdated } from '@tote/testkit/dom'
import { expect, test } from 'vitest'
import '../define/talk.ts'
import { mount } from '../internal/testing/mount-fixtures.ts'
import { createTestTote } from '../internal/testing/tote-fixtures.ts'
import type { ToteReactions } from './tote-reactions.ts'

const signs = (element: ToteReactions) =>
  [...element.renderRoot.querySelectorAll('.sign')].map((sign) => sign.textContent)

test('each kind has a named button that shows it to the crowd', async () => {
  const { tote, intents } = createTestTote()
  const element = await mount('tote-reactions', tote)
  for (const button of element.renderRoot.querySelectorAll('button')) button.click()
  expect(intents).toEqual(['heart', 'clap', 'fire', 'laugh', 'wow'].map((kind) => ['react', kind]))
  await expect(element).to.be.accessible()
})

test('a burst rises over the picture, out of ears, and is gone when it has', async () => {
  const { tote, $reactions } = createTestTote()
  $reactions.set({ id: 1, counts: { wow: 5 } })
  const element = await mount('tote-reactions', tote, { compact: true })
  expect(signs(element)).toEqual([])
  $reactions.set({ id: 2, counts: { heart: 1, clap: 1 } })
  await elementUpdated(element)
  expect(signs(element)).toEqual(['❤️', '👏'])
  expect(element.renderRoot.querySelector('.air')?.getAttribute('aria-hidden')).toBe('true')
  for (const sign of element.renderRoot.querySelectorAll('.sign'))
    sign.dispatchEvent(new Event('animationend'))
  await elementUpdated(element)
  expect(signs(element)).toEqual([])
})

test('a crowd of thousands lets a handful fly, and what is in the air is bounded', async () => {
  const { tote, $reactions } = createTestTote()
  const element = await mount('tote-reactions', tote, { compact: true })
  for (let id = 1; id <= 20; id += 1) {
    $reactions.set({ id, counts: { heart: 5000, fire: 3 } })
    await elementUpdated(element)
  }
  expect(signs(element).length).toBeLessThanOrEqual(30)
})
