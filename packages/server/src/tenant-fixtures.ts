import type { FileCatalogue } from './tenants/file-catalogue.ts'
import type { TenantFile } from './tenants/tenant-file.ts'
import { parseTenantFile } from './tenants/tenant-file.ts'

export const BRAND = 'https://brand.test'
export const MARKET = 'https://market.test'
/** Listed, but not trusted with journeys. */
export const PORTAL = 'https://portal.test'
export const KEY = 'pk_testtesttest'
export const HOST_KEY = 'hk_testtesttesttest'

const variant = (id: string, price: number, count: number) => ({
  id,
  title: id,
  price,
  stock: { warehouse: count },
})

/** A tenant as its file says, with three products and a live and an ended show. */
export function tenantFileOf(overrides: Record<string, unknown> = {}): TenantFile {
  return parseTenantFile('test tenant', {
    id: 'maison',
    name: 'Maison',
    publishableKey: KEY,
    hostKey: HOST_KEY,
    channels: [
      { name: 'Brand', origin: BRAND, isTrusted: true },
      { name: 'Market', origin: MARKET, isTrusted: true },
      { name: 'Portal', origin: PORTAL },
    ],
    catalogue: {
      currency: 'EUR',
      locations: [{ id: 'warehouse', name: 'Warehouse', kind: 'warehouse' }],
      products: [
        { id: 'mug', title: 'Mug', variants: [variant('mug', 1900, 500)] },
        {
          id: 'shirt',
          title: 'Shirt',
          options: [{ name: 'Size', values: ['S', 'M'] }],
          variants: [
            { ...variant('shirt-s', 8900, 3), options: ['S'] },
            { ...variant('shirt-m', 8900, 0), options: ['M'] },
          ],
        },
      ],
    },
    shows: [
      {
        id: 'spring',
        title: 'Spring',
        status: 'live',
        startsAt: 1_700_000_000_000,
        stream: { live: '/media/film/live/{startsAt}/master.m3u8' },
      },
      {
        id: 'winter',
        title: 'Winter',
        status: 'ended',
        startsAt: 1_600_000_000_000,
        stream: { replay: 'https://cdn.test/winter.m3u8' },
        cues: [{ atSeconds: 2.5, cue: { kind: 'productPinned', productId: 'mug' } }],
      },
    ],
    ...overrides,
  })
}

export function catalogueOf({ goods }: TenantFile): FileCatalogue {
  if (goods.from !== 'file') throw new Error('this tenant has its catalogue from a shop')
  return goods.catalogue
}
