import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { MAKER, splitGoods } from './maker-goods.ts'
import { readDemoCatalogue } from './shop-goods.ts'

const catalogue = readDemoCatalogue(fileURLToPath(new URL('../../examples/demo-show', import.meta.url)))

test('each piece of the demo’s catalogue is one shop’s, and the hub’s names of the maker’s are its own', () => {
  const { house, maker, ids } = splitGoods(catalogue)
  expect(maker.products.length).toBeGreaterThan(0)
  const idsOf = ({ products }: typeof catalogue) => products.map(({ id }) => id)
  expect([...idsOf(house), ...idsOf(maker)].toSorted()).toEqual(idsOf(catalogue).toSorted())
  for (const { id, variants } of maker.products) {
    expect(ids.products[id]).toBe(`${MAKER.id}~${id}`)
    for (const variant of variants) expect(ids.variants[variant.id]).toBe(`${MAKER.id}~${variant.id}`)
  }
})
