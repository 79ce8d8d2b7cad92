import { expect, test } from 'vitest'
import { testProduct, testShirt, testVariant } from '../testing/product-fixtures.ts'
import { chooseVariant } from './variant-choice.ts'

test('a product without options needs no choice', () => {
  const { variant, missing, axes } = chooseVariant(testProduct(), {})
  expect([variant?.id, missing, axes]).toEqual(['linen-shirt-v1', null, []])
})

test('nothing is picked for the shopper, and the first open axis is named', () => {
  const { variant, missing } = chooseVariant(testShirt(), {})
  expect([variant, missing?.name]).toEqual([null, 'Colour'])
  expect(chooseVariant(testShirt(), { Colour: 'Chalk' }).missing?.name).toBe('Size')
})

test('a full choice is one variant', () => {
  expect(chooseVariant(testShirt(), { Colour: 'Clay', Size: 'S' }).variant?.id).toBe('shirt-Clay-S')
})

test('a choice that does not exist is no variant, though nothing is missing', () => {
  const { variant, missing } = chooseVariant(testShirt(), { Colour: 'Clay', Size: 'L' })
  expect([variant, missing]).toEqual([null, null])
})

test('a value is sold out by what is picked beside it', () => {
  const soldOut = (picks: Record<string, string>) =>
    chooseVariant(testShirt(), picks).axes.flatMap(({ values }) =>
      values.filter(({ isSoldOut }) => isSoldOut).map(({ value }) => value),
    )
  expect(soldOut({})).toEqual([])
  expect(soldOut({ Colour: 'Clay' })).toEqual(['M', 'L'])
  expect(soldOut({ Size: 'L' })).toEqual(['Clay'])
})

test('an axis with one value picks itself and is not asked', () => {
  const variants = [testVariant({ name: 'a', options: ['One size'] })]
  const product = testProduct({ options: [{ name: 'Size', values: ['One size'] }], variants })
  const { variant, axes } = chooseVariant(product, {})
  expect([variant?.id, axes]).toEqual(['a', []])
})

test('a pick that is no value, and an axis named like an own property of objects, are harmless', () => {
  const options = [{ name: 'constructor', values: ['a', 'b'] }]
  const variants = ['a', 'b'].map((value) => testVariant({ name: value, options: [value] }))
  const product = testProduct({ options, variants })
  expect(chooseVariant(product, {}).missing?.name).toBe('constructor')
  expect(chooseVariant(product, { constructor: 'z' }).variant).toBeNull()
})

test('the picture follows the first pick that has one', () => {
  const variants = [
    testVariant({ name: 'a', options: ['Chalk'] }),
    testVariant({ name: 'b', options: ['Clay'], image: 'https://x.test/clay.jpg' }),
  ]
  const product = testProduct({
    image: 'https://x.test/all.jpg',
    options: [{ name: 'Colour', values: ['Chalk', 'Clay'] }],
    variants,
  })
  expect(chooseVariant(product, {}).image).toBe('https://x.test/all.jpg')
  expect(chooseVariant(product, { Colour: 'Clay' }).image).toBe('https://x.test/clay.jpg')
})
