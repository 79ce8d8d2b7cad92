import { ShopError } from '@tote/commerce'
import { shopOf } from '../../shops/shop.ts'
import type { ShopFile } from '../../tenants/shop-file.ts'
import type { TenantFile } from '../../tenants/tenant-file.ts'
import { fault, ok, warning, type Finding } from './check.ts'
import { isLoopback } from './is-loopback.ts'

/** Somebody sits and waits for it. */
const PATIENCE_MS = 20_000

/** A tenant's shop, asked for its catalogue as the hub does; nothing where the file has the catalogue. */
export async function checkShop(file: TenantFile): Promise<Finding[]> {
  const platform = shopOf(file)?.platform
  if (platform == null || file.goods.from !== 'shop') return []
  const { adapter, market } = platform
  const where = `the shop of ${file.id} (${adapter.platform})`
  try {
    const { products } = await adapter.readCatalogue(market, AbortSignal.timeout(PATIENCE_MS))
    return [
      ok(`${where} answers: ${products.length} products`),
      ...checkAddress(where, addressOf(file.goods.shop)),
    ]
  } catch (error) {
    if (!(error instanceof ShopError)) throw error
    const says = `${where} cannot be read: ${error.message}`
    if (error.code === 'away')
      return [warning(says, 'The hub serves the catalogue it had last, and asks again. Look at the shop.')]
    return [fault(says, 'Check its address, keys and currency in the tenant file.')]
  }
}

function addressOf(shop: ShopFile): string {
  return shop.platform === 'vendure' ? shop.adminApi : shop.url
}

function checkAddress(where: string, url: string): Finding[] {
  if (url.startsWith('https:') || isLoopback(url)) return []
  return [warning(`${where} is asked without https`, 'Only inside a network of your own.')]
}
