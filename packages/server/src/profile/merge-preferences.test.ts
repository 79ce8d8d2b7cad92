import { locationIdSchema, type KeptPreferences } from '@tote/protocol'
import { keptPreferencesSchema } from '@tote/protocol/kept-preferences'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { changePreferences, mergePreferences, toPreferences } from './merge-preferences.ts'

const marais = locationIdSchema.parse('store-marais')
const lyon = locationIdSchema.parse('store-lyon')
const captions = { isShown: true, language: 'fr', size: 150 }

/** As it can be kept: each said at some time, or never. */
const kept: fc.Arbitrary<KeptPreferences> = fc.record(
  {
    captions: fc.record({
      value: fc.option(
        fc.record({
          isShown: fc.boolean(),
          language: fc.constantFrom('fr', 'pt-BR', null),
          size: fc.integer({ min: 50, max: 200 }),
        }),
      ),
      setAt: fc.integer({ min: 0, max: 5 }),
    }),
    storeId: fc.record({
      value: fc.option(fc.constantFrom(marais, lyon)),
      setAt: fc.integer({ min: 0, max: 5 }),
    }),
  },
  { requiredKeys: [] },
)
/** What was said last of one, in any order. */
const lastAt = (name: keyof KeptPreferences, ...all: readonly KeptPreferences[]) =>
  Math.max(-1, ...all.map((one) => one[name]?.setAt ?? -1))

test('of two journeys that become one each preference is what was said last, whichever journey had it', () => {
  const own = { captions: { value: captions, setAt: 2 }, storeId: { value: lyon, setAt: 1 } }
  const other = {
    captions: { value: { ...captions, size: 50 }, setAt: 1 },
    storeId: { value: marais, setAt: 2 },
  }
  const merged = { captions: own.captions, storeId: other.storeId }
  expect([mergePreferences(own, other), mergePreferences(other, own)]).toEqual([merged, merged])
})

test('what was taken back does not come again with an earlier word, and does with a later one', () => {
  const taken = changePreferences({ storeId: { value: lyon, setAt: 1 } }, { storeId: null }, 3)
  expect(toPreferences(taken)).toEqual({})
  expect(toPreferences(mergePreferences(taken, { storeId: { value: marais, setAt: 2 } }))).toEqual({})
  expect(toPreferences(mergePreferences(taken, { storeId: { value: marais, setAt: 4 } }))).toEqual({
    storeId: marais,
  })
})

test('said at once, the journey that goes on has the word', () => {
  const own = { storeId: { value: lyon, setAt: 1 } }
  expect(mergePreferences(own, { storeId: { value: marais, setAt: 1 } })).toEqual(own)
})

test('a change names what it sets: the rest stays', () => {
  const before = changePreferences({}, { captions, storeId: lyon }, 1)
  const after = changePreferences(before, { storeId: marais }, 2)
  expect(after).toEqual({ captions: { value: captions, setAt: 1 }, storeId: { value: marais, setAt: 2 } })
  expect(changePreferences(after, {}, 3)).toEqual(after)
})

test('no word is lost or made up, in whatever order journeys become one, and nothing is kept that cannot be read', () => {
  fc.assert(
    fc.property(kept, kept, kept, (one, two, three) => {
      const left = mergePreferences(mergePreferences(one, two), three)
      expect(mergePreferences(one, mergePreferences(two, three))).toEqual(left)
      expect(mergePreferences(one, one)).toEqual(one)
      expect(keptPreferencesSchema.parse(left)).toEqual(left)
      for (const name of ['captions', 'storeId'] as const)
        expect(left[name]?.setAt ?? -1).toBe(lastAt(name, one, two, three))
    }),
  )
})
