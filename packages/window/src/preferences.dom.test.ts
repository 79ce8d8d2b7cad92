import { fixture, html } from '@tote/testkit/dom'
import '@tote/testkit/dom/setup'
import { expect, test } from 'vitest'
import { defineWindow } from './define-window.ts'
import { press, said, until } from './reading-fixtures.ts'
import { ToteWhere } from './tote-where/tote-where.ts'
import { journeyOf, TestDevice, TestHub } from './window-fixtures.ts'
import { english } from './words/english.ts'
import { loadWords } from './words/load-words.ts'
import { Texts } from './words/texts.ts'

defineWindow()

async function where(api: TestHub, texts = new Texts(english)): Promise<ToteWhere> {
  const device = new TestDevice()
  const element = await fixture(html`<tote-where .api=${api} .device=${device} .texts=${texts}></tote-where>`)
  if (!(element instanceof ToteWhere)) throw new Error('not defined')
  await until(() => said(element).includes('Maison'))
  return element
}
const captions = { isShown: true, language: 'fr', size: 150 }

test('what a shopper has set at a shop is shown, with who sees it, and is taken back by one press', async () => {
  const element = await where(new TestHub([journeyOf({ preferences: { captions, store: 'Le Marais' } })]))
  await until(() => said(element).includes('Your store: Le Marais'))
  expect(said(element)).toContain('Captions: French, 150%')
  expect(said(element)).toContain('What you have set at Maison. Its sites see it, and no other shop.')
  await expect(element).to.be.accessible()
  await press(element, english.clearSet, () => said(element).includes(english.clearedSet))
  expect(said(element)).not.toContain('Your store')
  await expect(element).to.be.accessible()
})

test('who has set nothing is told nothing', async () => {
  const element = await where(new TestHub([journeyOf()]))
  expect(said(element)).not.toContain('What you have set')
})

test('captions are told in the shopper’s language, off, in none, and in one that no browser knows', async () => {
  const german = new Texts(await loadWords(['de']))
  const told = (changes: Partial<typeof captions> | { language: null }) =>
    german.captions({ ...captions, ...changes }).replace(/\s/g, ' ')
  expect(told({})).toBe('Untertitel: Französisch, 150 %')
  expect(told({ isShown: false })).toBe('Untertitel: aus')
  expect(told({ language: null })).toBe('Untertitel: ein, 150 %')
  expect(told({ language: 'abcdefgh-x' })).toBe('Untertitel: abcdefgh-x, 150 %')
})
