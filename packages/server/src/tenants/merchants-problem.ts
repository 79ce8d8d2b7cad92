import type { TenantFile } from './tenant-file.ts'

/**
 * What is amiss with a file's merchants, in words; null when nothing is. Where a cart is paid has one answer: either all that
 * is sold is paid at shops, or nothing is.
 */
export function merchantsProblem({
  merchants,
  goods,
  cartPermalink,
}: Pick<TenantFile, 'merchants' | 'goods' | 'cartPermalink'>): string | null {
  const ids = new Set<string>(merchants.map(({ id }) => id))
  if (ids.size < merchants.length) return 'merchants: one id is used twice.'
  const stray =
    goods.from === 'file'
      ? goods.catalogue.products.find(({ merchant }) => merchant !== undefined && !ids.has(merchant))
      : undefined
  if (stray !== undefined) return `product ${stray.id}: ${stray.merchant} is no merchant of this file.`
  if (merchants.length === 0) return null
  const currency = goods.from === 'file' ? goods.catalogue.currency : goods.shop.currency
  const other = merchants.find(({ shop }) => shop !== undefined && shop.currency !== currency)
  if (other !== undefined)
    return `merchants: ${other.id} sells in ${other.shop?.currency}, and carts here are in ${currency}.`
  const shops = [...merchants, ...(goods.from === 'shop' ? [goods] : [])].flatMap(({ shop }) => shop ?? [])
  if (shops.some(({ keepsCart }) => keepsCart))
    return 'shop.keepsCart: a cart of several merchants is no one shop’s. Leave it out where there are merchants.'
  if (shops.length === 0) return null
  if (cartPermalink !== undefined)
    return 'cartPermalink: leads to one shop’s cart, which knows nothing of the others’. Leave it out where merchants have shops.'
  const bare = merchants.find(({ shop }) => shop === undefined)
  if (bare !== undefined)
    return `merchants: ${bare.id} has no shop, and others have. Either all are paid at their shops, or all by your page.`
  if (goods.from === 'file' && goods.catalogue.products.length > 0)
    return 'merchants have shops, and the catalogue has goods that are paid at none. Give the tenant a shop, or an empty catalogue.'
  return null
}
