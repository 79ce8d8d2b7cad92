import { parseTenantFile } from '@tote/server/parts'
import type { TenantFile } from '@tote/server'

export const KEY = 'pk_simulated'
export const SHOW = 'spring'
export const HUB = 'https://hub.test'
export const TENANT = 'maison'
/** Trusted with journeys, all of them: a link from each leads to each. */
export const ORIGINS = ['https://brand.test', 'https://market.test', 'https://portal.test'] as const
/** Nobody counts these: adding them is never refused. */
export const PLENTY = ['mug', 'hat'] as const
/** Few of each, in every mode in which somebody counts. */
export const SCARCE_STOCK = [
  { id: 'drop', mode: 'on_cart', stock: { warehouse: 4, store: 3 } },
  { id: 'ring', mode: 'on_checkout', stock: { warehouse: 5, store: 2 } },
  { id: 'coat', mode: 'track', stock: { warehouse: 6 } },
] as const
export const SCARCE = SCARCE_STOCK.map(({ id }) => id)
/** Whom the shop's backend knows. */
export const SHOPPERS = ['ada', 'ben'] as const
export const CODES = ['SPRING10', 'ONCE'] as const
export const STORE = 'store'
/** Shorter than a tenant may set them, so that a run of half a minute sees holds and check-outs run out. */
export const HOLD_MS = 8000
export const CHECKOUT_MS = 12_000
export const START_MS = 1_800_000_000_000

const product = (id: string, inventoryMode: string, stock: Record<string, number>) => ({
  id,
  title: id,
  inventoryMode,
  variants: [{ id, title: id, price: 1000, stock }],
})

/** A brand with goods in every mode of counting, a live show, codes, and a backend that hears of everything. */
export function simTenant(): TenantFile {
  return parseTenantFile('simulated tenant', {
    id: TENANT,
    name: 'Maison',
    publishableKey: KEY,
    hostKey: 'hk_simulatedsimulated',
    channels: ORIGINS.map((origin) => ({ name: new URL(origin).host, origin, isTrusted: true })),
    catalogue: {
      currency: 'EUR',
      locations: [
        { id: 'warehouse', name: 'Warehouse', kind: 'warehouse' },
        { id: STORE, name: 'Store', kind: 'store' },
      ],
      products: [
        ...PLENTY.map((id) => product(id, 'none', {})),
        ...SCARCE_STOCK.map(({ id, mode, stock }) => product(id, mode, stock)),
      ],
    },
    discountCodes: [
      { code: 'SPRING10', discount: { kind: 'percent', percent: 10 } },
      { code: 'ONCE', discount: { kind: 'percent', percent: 50 }, maxUses: 1 },
    ],
    webhooks: [
      {
        url: 'https://shop.test/hooks',
        topics: ['cart.changed', 'cart.merged', 'checkout.opened', 'order.placed', 'hold.expired'],
        secrets: [`whsec_${Buffer.alloc(32, 7).toString('base64')}`],
      },
    ],
    shows: [{ id: SHOW, title: 'Spring', status: 'live', startsAt: START_MS }],
  })
}
