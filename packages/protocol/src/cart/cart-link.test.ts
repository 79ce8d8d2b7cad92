import fc from 'fast-check'
import { expect, test } from 'vitest'
import { variantIdSchema } from '../ids.ts'
import { limits } from '../limits.ts'
import { parseCartLink, toCartLink, toCartPermalink } from './cart-link.ts'

const line = (id: string, quantity: number) => ({ variantId: variantIdSchema.parse(id), quantity })
const anyLine = fc.record({
  variantId: fc.stringMatching(/^[A-Za-z0-9._~-]{1,20}$/).map((id) => variantIdSchema.parse(id)),
  quantity: fc.integer({ min: 1, max: limits.maxQuantity }),
})

test('contents are written as shops write them, and read again', () => {
  const lines = [line('mug', 2), line('shirt-m', 1)]
  expect(toCartLink(lines)).toBe('mug:2,shirt-m:1')
  expect(parseCartLink('mug:2,shirt-m:1')).toEqual(lines)
  expect(toCartPermalink('https://shop.test/cart/{lines}', lines)).toBe(
    'https://shop.test/cart/mug:2,shirt-m:1',
  )
})

test('whatever a cart holds comes back, in its order, and in letters that no address has to escape', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(anyLine, { selector: ({ variantId }) => variantId, minLength: 1, maxLength: 30 }),
      (lines) => {
        const text = toCartLink(lines)
        expect(parseCartLink(text)).toEqual(lines)
        expect(new URL(`https://shop.test/#${text}`).hash).toBe(`#${text}`)
      },
    ),
  )
})

test('the same variant on several lines is one, summed and capped', () => {
  expect(parseCartLink('mug:2,hat:1,mug:3')).toEqual([line('mug', 5), line('hat', 1)])
  expect(parseCartLink('mug:600,mug:600')).toEqual([line('mug', limits.maxQuantity)])
  expect(toCartLink([line('mug', 2), line('mug', 3)])).toBe('mug:5')
})

test.each([
  '',
  'mug',
  'mug:',
  'mug:0',
  'mug:-1',
  'mug:1.5',
  'mug:1e2',
  'mug:1000',
  ':1',
  'mug:1,',
  'mug:1,,hat:1',
  'mug:1;hat:1',
  '<b>:1',
  'mug%3A1',
  'a/b:1',
  `${'m'.repeat(65)}:1`,
  Array.from({ length: 101 }, (_, index) => `v${index}:1`).join(','),
  'm:1,'.repeat(2000),
])('%j is no basket, not even half of one', (text) => {
  expect(parseCartLink(text)).toBeNull()
})

test('no text at all makes the reader throw, or give what no cart may hold', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[a-z0-9:,]{0,40}$/)), (text) => {
      for (const { quantity } of parseCartLink(text) ?? []) {
        expect(quantity).toBeGreaterThan(0)
        expect(quantity).toBeLessThanOrEqual(limits.maxQuantity)
      }
    }),
  )
})
