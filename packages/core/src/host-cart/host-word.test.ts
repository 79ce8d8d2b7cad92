import { money } from '@tote/protocol'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { judgeWords, parseWords, type HostWord } from './host-word.ts'

const price = money(1900, 'EUR')
const mug = { variantId: 'mug', quantity: 2, prices: [price] }
const judged = (word: Omit<HostWord, 'variantId'>, wanted = mug) =>
  judgeWords([wanted], [{ variantId: 'mug', ...word }])

test.each([
  [{}, null],
  [{ available: true }, null],
  [{ available: 2 }, null],
  [{ available: 1 }, 'limit'],
  [{ available: 0 }, 'out-of-stock'],
  [{ available: false }, 'out-of-stock'],
  [{ price }, null],
  [{ price: money(1901, 'EUR') }, 'price-changed'],
  [{ price: money(1899, 'EUR') }, 'price-changed'],
  [{ price: money(1900, 'USD') }, 'price-changed'],
  [{ available: 0, price: money(1, 'EUR') }, 'out-of-stock'],
] as const)('a page that says %j of two at 19.00 EUR is heard as %s', (word, refusal) => {
  expect(judged(word)).toBe(refusal)
})

test('a price that a host took off in the show is none that the page has to know', () => {
  const dropped = { ...mug, prices: [money(1500, 'EUR'), price] }
  expect(judged({ price }, dropped)).toBeNull()
  expect(judged({ price: money(1700, 'EUR') }, dropped)).toBe('price-changed')
})

test('of what the page is silent about nothing is refused, be it called as objects name their own', () => {
  expect(judgeWords([mug], [])).toBeNull()
  for (const variantId of ['__proto__', 'constructor'])
    expect(judgeWords([{ ...mug, variantId }], [{ variantId: 'mug', available: false }])).toBeNull()
})

test('a yes of the page makes nothing of a no: one line that cannot be had is enough', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(5), { maxLength: 10 }), fc.nat(9), (counts, at) => {
      const words = counts.map((available, index) => ({ variantId: `v${index}`, available }))
      const wanted = words.map(({ variantId }) => ({ variantId, quantity: 1, prices: [] }))
      const short = counts.includes(0)
      expect(judgeWords(wanted, words)).toBe(short ? 'out-of-stock' : null)
      expect(judgeWords(wanted.slice(at), words) === null || short).toBe(true)
    }),
  )
})

test.each([
  ['no list', { variantId: 'mug' }],
  ['a number for a name', [{ variantId: 7 }]],
  ['half a piece', [{ variantId: 'mug', available: 0.5 }]],
  ['fewer than none', [{ variantId: 'mug', available: -1 }]],
  ['a price that is a float', [{ variantId: 'mug', price: { amount: 19.5, currencyCode: 'EUR' } }]],
  ['a price without a currency', [{ variantId: 'mug', price: { amount: 1900 } }]],
  ['more than a cart holds', Array.from({ length: 501 }, (_, at) => ({ variantId: `v${at}` }))],
])('an answer that is %s is told to the page’s author', (_what, answer) => {
  expect(() => parseWords(answer)).toThrow(/^look\(\) answered what is no list/)
})
