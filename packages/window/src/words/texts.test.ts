import { ToteError } from '@tote/protocol'
import { expect, test } from 'vitest'
import { english } from './english.ts'
import { loadWords } from './load-words.ts'
import { Texts } from './texts.ts'

const LANGUAGES = ['ar', 'de', 'en', 'es', 'fr', 'it', 'ja', 'nl', 'pl', 'pt']
const slotsOf = (text: string) =>
  [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name).toSorted((a, b) => a.localeCompare(b))

test.each(LANGUAGES)('%s fills in what English does, and no text is left in English', async (language) => {
  const words = await loadWords([`${language}-XX`])
  expect(words.language).toBe(language)
  for (const [key, text] of Object.entries(english)) {
    const other: unknown = Reflect.get(words, key)
    if (typeof text !== 'string' || typeof other !== 'string' || key === 'language') continue
    expect([key, slotsOf(other)]).toEqual([key, slotsOf(text)])
    if (language !== 'en' && text.length > 12 && slotsOf(text).length === 0) expect(other).not.toBe(text)
  }
})

test.each(LANGUAGES)('%s has a form for each number its rules know', async (language) => {
  const texts = new Texts(await loadWords([language]))
  for (const count of [1, 2, 3, 5, 11, 100]) {
    for (const text of [
      texts.about('whereBasket', { quantity: count }, { tenant: 'Maison' }),
      texts.wrongDigits(count),
    ])
      expect(text).not.toMatch(/[{}]/)
  }
})

test('the first language of the browser that there is; English where there is none', async () => {
  expect((await loadWords(['xx', 'fr-CA', 'de'])).language).toBe('fr')
  expect((await loadWords(['xx'])).language).toBe('en')
  expect((await loadWords([])).language).toBe('en')
  expect((await loadWords(['constructor'])).language).toBe('en')
})

test('a basket is told by items and cost, in the language’s own form', async () => {
  const own = { quantity: 3, total: { amount: 5700, currencyCode: 'EUR' } }
  expect(new Texts(english).about('takeHere', own, { from: 'brand.example' })).toBe(
    'Keep your basket (3 items, €57.00) from brand.example in this browser?',
  )
  const polish = new Texts(await loadWords(['pl']))
  expect(polish.about('whereBasket', { quantity: 3 }, { tenant: 'Maison' })).toBe('Maison: 3 produkty')
  expect(polish.about('whereBasket', { quantity: 0 }, { tenant: 'Maison' })).toBe('Maison: jeszcze pusty')
})

test('what a stranger is called is not looked at for slots', () => {
  expect(new Texts(english).about('show', { quantity: 1 }, { where: '{basket}' })).toBe(
    'Show your basket (1 item) on {basket}?',
  )
})

test('a failure has words of its own where the shopper can do something', () => {
  const texts = new Texts(english)
  expect(texts.fault(new ToteError('claim_dead'))).toBe(english.over)
  expect(texts.fault(new ToteError('rate'))).toBe(english.tooOften)
  expect(texts.fault(new ToteError('internal'))).toBe(english.failed)
  expect(texts.fault(new TypeError('x'))).toBe(english.failed)
  const named = (name: string) => Object.assign(new Error('x'), { name })
  expect(texts.passkeyFault(named('NotAllowedError'))).toBe(english.passkeyNot)
  expect(texts.passkeyFault(named('InvalidStateError'))).toBe(english.passkeyHere)
  expect(texts.passkeyFault(new ToteError('not_found'))).toBe(english.passkeyGone)
  expect(texts.passkeyFault(new ToteError('forbidden'))).toBe(english.tooManyPasskeys)
  expect(texts.passkeyFault(new ToteError('rate'))).toBe(english.tooOften)
})
