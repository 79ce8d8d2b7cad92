import { ShopError } from '@tote/commerce'
import { shopsOf, type ShopPlatform } from '../../shops/shop.ts'
import type { ShopFile } from '../../tenants/shop-file.ts'
import type { TenantFile } from '../../tenants/tenant-file.ts'
import { fault, ok, warning, type Finding } from './check.ts'
import { isLoopback } from './is-loopback.ts'

/** Somebody sits and waits for it. */
const PATIENCE_MS = 20_000

/** The shops of a tenant and its merchants, asked for their catalogues as the hub does; nothing where the file has the catalogue. */
export async function checkShops(file: TenantFile): Promise<Finding[]> {
  const files = [
    ...(file.goods.from === 'shop' ? [{ id: null, shop: file.goods.shop }] : []),
    ...file.merchants,
  ]
  const findings = shopsOf(file).map(async ({ merchantId, platform }) => {
    const shop = files.find(({ id }) => id === merchantId)?.shop
    return platform === null || shop === undefined ? [] : checkShop(platform, shop)
  })
  return (await Promise.all(findings)).flat()
}

async function checkShop(
  { tenantId, merchantId, adapter, market }: ShopPlatform,
  shop: ShopFile,
): Promise<Finding[]> {
  const where = `the shop of ${tenantId}${merchantId === null ? '' : `/${merchantId}`} (${adapter.platform})`
  try {
    const { products } = await adapter.readCatalogue(market, AbortSignal.timeout(PATIENCE_MS))
    return [ok(`${where} answers: ${products.length} products`), ...checkAddress(where, addressOf(shop))]
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
