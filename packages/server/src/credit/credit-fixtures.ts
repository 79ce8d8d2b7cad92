import { showIdSchema } from '@tote/protocol'
import fc from 'fast-check'
import type { Sale } from './credit-sale.ts'
import type { PathTouch } from './touch-path.ts'

export const touchOf = (overrides: Partial<PathTouch> = {}): PathTouch => ({
  kind: 'met',
  showId: showIdSchema.parse('spring'),
  host: 'Lea',
  cue: 1,
  channel: 'https://brand.test',
  at: 1000,
  ...overrides,
})

export const saleOf = (overrides: Partial<Sale> = {}): Sale => ({
  checkoutId: 'c1',
  lineId: 'l1',
  ref: '',
  orderRef: 'order-1',
  variantId: 'mug',
  productId: 'mug',
  channel: 'https://market.test',
  storeId: null,
  units: 1,
  amount: 1000,
  unitsBefore: 0,
  amountBefore: 0,
  currencyCode: 'EUR',
  path: [],
  at: 5000,
  ...overrides,
})

export const anyRule = fc.constantFrom('last-touch', 'first-touch', 'position', 'split')

export const anyPath = fc.array(
  fc.record({
    kind: fc.constantFrom('met', 'added'),
    showId: fc.constantFrom('spring', 'winter', 'noon').map((id) => showIdSchema.parse(id)),
    host: fc.constantFrom('Lea', null),
    cue: fc.option(fc.integer({ min: 1, max: 9 })),
    channel: fc.constantFrom('https://brand.test', 'https://market.test'),
    at: fc.integer({ min: 0, max: 1_000_000 }),
  }),
  { maxLength: 7 },
)
