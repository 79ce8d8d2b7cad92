import { type CueIntent } from '@tote/protocol'
import { expect, test } from 'vitest'
import { mugView } from '../console-fixtures.ts'
import { describeIntent } from './describe-intent.ts'

const product = mugView()
const [small, large] = product.variants.map(({ id }) => id)
const productId = product.id
if (small === undefined || large === undefined) throw new Error('the mug comes in two sizes')

test.each<[CueIntent, string]>([
  [{ kind: 'pinProduct', productId }, 'Pinned The mug.'],
  [{ kind: 'unpinProduct', productId }, 'Unpinned The mug.'],
  [
    { kind: 'markSoldOut', productId, variantIds: [small, large], isSoldOut: true },
    'Marked The mug sold out.',
  ],
  [
    { kind: 'markSoldOut', productId, variantIds: [large], isSoldOut: true },
    'Marked The mug (large) sold out.',
  ],
  [
    { kind: 'markSoldOut', productId, variantIds: [small], isSoldOut: false },
    'Marked The mug (small) back in stock.',
  ],
  [{ kind: 'startChapter', title: 'Glazes' }, 'Started the chapter “Glazes”.'],
  [{ kind: 'showNote', text: 'Dishwasher safe' }, 'Showed the note “Dishwasher safe”.'],
  [{ kind: 'clearNote' }, 'Took the note away.'],
])('%j is told as: %s', (intent, text) => {
  expect(describeIntent(intent, product)).toBe(text)
})

test('a price is told as money', () => {
  const intent: CueIntent = { kind: 'changePrice', productId, prices: [{ variantId: small, price: 1250 }] }
  expect(describeIntent(intent, product)).toMatch(/^Changed the price of The mug to .*12[.,]50.*\.$/)
})

test('a price for a while is told with how long', () => {
  const prices = [{ variantId: small, price: 1250 }]
  const told = [60_000, 300_000].map((lastsMs) =>
    describeIntent({ kind: 'changePrice', productId, prices, lastsMs }, product),
  )
  expect(told).toEqual([
    expect.stringMatching(/12[.,]50.* for 1 minute\.$/),
    expect.stringMatching(/12[.,]50.* for 5 minutes\.$/),
  ])
})

test.each<[CueIntent, string]>([
  [{ kind: 'pinProduct', productId }, 'Pinned the product.'],
  [{ kind: 'markSoldOut', productId, variantIds: [small], isSoldOut: true }, 'Marked the product sold out.'],
  [
    { kind: 'changePrice', productId, prices: [{ variantId: small, price: 1250 }] },
    'Changed the price of the product.',
  ],
])('of a product that is not known here, %j is still a sentence', (intent, text) => {
  expect(describeIntent(intent, undefined)).toBe(text)
})
