import fc from 'fast-check'
import { expect, test } from 'vitest'
import { variantIdSchema, planIdSchema } from '../ids.ts'
import type { Attribute } from './attribute.ts'
import { lineId, type LineIdentity } from './line-id.ts'

const text = fc.string({ minLength: 1, maxLength: 6 })
const identity: fc.Arbitrary<LineIdentity> = fc.record(
  {
    variantId: fc.constantFrom('a', 'ab', 'shirt-s').map((id) => variantIdSchema.parse(id)),
    planId: fc.constantFrom('p', 'ab').map((id) => planIdSchema.parse(id)),
    attrs: fc.array(fc.tuple<Attribute>(text, text), { maxLength: 4 }),
  },
  { requiredKeys: ['variantId'] },
)

test('[U42] the same choice names the same line, whatever the order of its attributes', () => {
  fc.assert(
    fc.property(identity, (choice) => {
      const turned = { ...choice, attrs: (choice.attrs ?? []).toReversed() }
      expect(lineId(turned)).toBe(lineId(choice))
    }),
  )
})

test('another variant, plan or attribute is another line', () => {
  const key = (choice: LineIdentity) =>
    JSON.stringify([
      choice.variantId,
      choice.planId ?? '',
      (choice.attrs ?? []).map((pair) => JSON.stringify(pair)).toSorted(),
    ])
  fc.assert(
    fc.property(identity, identity, (a, b) => {
      fc.pre(key(a) !== key(b))
      expect(lineId(a)).not.toBe(lineId(b))
    }),
    { numRuns: 2000 },
  )
})

test('text that only reads alike when joined stays apart', () => {
  const variantId = variantIdSchema.parse('v')
  expect(lineId({ variantId, attrs: [['ab', 'c']] })).not.toBe(lineId({ variantId, attrs: [['a', 'bc']] }))
  expect(lineId({ variantId, planId: planIdSchema.parse('a') })).not.toBe(
    lineId({ variantId, attrs: [['a', '']] }),
  )
})
