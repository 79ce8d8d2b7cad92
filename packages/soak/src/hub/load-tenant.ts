import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { showIdSchema } from '@tote/protocol'

/** A brand made for being tried hard: one live show, a catalogue, and stock that does not run out. */
export const loadTenant = {
  key: 'pk_loadloadload',
  hostKey: 'hk_loadloadloadload',
  origin: 'https://brand.test',
  showId: showIdSchema.parse('spring'),
} as const

const PRODUCTS = 20

/** Writes its tenant file into the folder. Returns the path. */
export async function writeLoadTenant(folder: string): Promise<string> {
  const path = join(folder, 'tenant.json')
  const variant = (id: string) => ({ id, title: id, price: 1900, stock: { warehouse: 10_000_000 } })
  const products = Array.from({ length: PRODUCTS }, (_, index) => ({
    id: `product-${index}`,
    title: `Product ${index}`,
    variants: [variant(`variant-${index}`)],
  }))
  const file = {
    id: 'load',
    name: 'Load',
    publishableKey: loadTenant.key,
    hostKey: loadTenant.hostKey,
    inventoryMode: 'track',
    channels: [{ name: 'Brand', origin: loadTenant.origin, isTrusted: true }],
    catalogue: {
      currency: 'EUR',
      locations: [{ id: 'warehouse', name: 'Warehouse', kind: 'warehouse' }],
      products,
    },
    shows: [{ id: loadTenant.showId, title: 'Spring', status: 'live', stream: {} }],
  }
  await writeFile(path, JSON.stringify(file))
  return path
}
