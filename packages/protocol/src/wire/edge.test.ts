import fc from 'fast-check'
import { expect, test } from 'vitest'
import { downSchemas, upSchemas } from './events.ts'

const schemas = Object.entries({ ...upSchemas, ...downSchemas })

test('no frame makes a parser throw', () => {
  fc.assert(
    fc.property(
      fc.anything({ withNullPrototype: true, withSparseArray: true }),
      fc.constantFrom(...schemas),
      (frame, [, schema]) => {
        expect(typeof schema.safeParse(frame).success).toBe('boolean')
      },
    ),
    { numRuns: 20_000 },
  )
})

test.each([
  ['no mutations', { cartId: 'c', clientId: 'k', muts: [] }],
  [
    '51 mutations',
    {
      cartId: 'c',
      clientId: 'k',
      muts: Array.from({ length: 51 }, (_, i) => ({
        mid: i + 1,
        uid: `u${i}`,
        at: 0,
        op: { op: 'setNote', text: '' },
      })),
    },
  ],
  [
    'number 0',
    { cartId: 'c', clientId: 'k', muts: [{ mid: 0, uid: 'u', at: 0, op: { op: 'setNote', text: '' } }] },
  ],
  [
    'an operation nobody knows',
    { cartId: 'c', clientId: 'k', muts: [{ mid: 1, uid: 'u', at: 0, op: { op: 'drop' } }] },
  ],
  [
    'an id with a slash',
    { cartId: '../x', clientId: 'k', muts: [{ mid: 1, uid: 'u', at: 0, op: { op: 'setNote', text: '' } }] },
  ],
  [
    'a note of 501 characters',
    {
      cartId: 'c',
      clientId: 'k',
      muts: [{ mid: 1, uid: 'u', at: 0, op: { op: 'setNote', text: 'x'.repeat(501) } }],
    },
  ],
  [
    '11 attributes',
    {
      cartId: 'c',
      clientId: 'k',
      muts: [
        {
          mid: 1,
          uid: 'u',
          at: 0,
          op: {
            op: 'addLine',
            variantId: 'v',
            qty: 1,
            attrs: Array.from({ length: 11 }, (_, i) => [`k${i}`, 'v']),
          },
        },
      ],
    },
  ],
])('mutate with %s is refused', (_name, message) => {
  expect(upSchemas.mutate.safeParse(message).success).toBe(false)
})
