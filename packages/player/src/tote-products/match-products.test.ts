import { expect, test } from 'vitest'
import { testProduct, testVariant } from '../internal/testing/product-fixtures.ts'
import { matchProducts } from './match-products.ts'

const products = [
  testProduct({ name: 'cup', title: 'Café crème cup', brand: 'Maison Ondine' }),
  testProduct({ name: 'lamp', title: 'Tischlampe Größe 2', brand: 'Œuvre' }),
  testProduct({
    name: 'scarf',
    title: 'Łódź scarf',
    variants: [testVariant({ title: 'Ochre / Long' }), testVariant({ title: 'Écru / Short' })],
  }),
  testProduct({ name: 'thobe', title: 'ثَوْب أبيض' }),
  testProduct({ name: 'glass', title: 'ガラスのコップ' }),
]
const found = (query: string) => matchProducts(products, query).map(({ id }) => id)

test.each([
  ['accents left out', 'cafe creme', ['cup']],
  ['accents written', 'CAFÉ', ['cup']],
  ['words in any order', 'cup maison', ['cup']],
  ['words of name and variant', 'scarf ecru', ['scarf']],
  ['a word inside a longer one', 'lampe', ['lamp']],
  ['one letter for two', 'grosse', ['lamp']],
  ['two letters for one', 'oeuvre', ['lamp']],
  ['letters with a stroke', 'lodz', ['scarf']],
  ['no vowel marks, and alef without its sign', 'ثوب ابيض', ['thobe']],
  ['another width', 'ｶﾞﾗｽ', ['glass']],
  ['spaces around', '  cup  ', ['cup']],
  ['a word that is not there', 'cup lamp', []],
  ['what a pattern would be made of', '.*(', []],
])('%s: “%s”', (_, query, expected) => {
  expect(found(query)).toEqual(expected)
})

test.each(['', '   '])('“%s” finds all, in their order', (query) => {
  expect(matchProducts(products, query)).toBe(products)
})
