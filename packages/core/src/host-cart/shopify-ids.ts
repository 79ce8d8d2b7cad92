/** What a variant is called here and at Shopify: there by a number. */
export interface ShopifyIds {
  /** Null for what is not sold there. */
  toShopify(variantId: string): string | null
  toTote(shopifyId: string): string
}

/**
 * A catalogue that comes from Shopify has its numbers for ids already. Another names them: `{ 'shirt-m': '36110175633573' }`.
 */
export function createShopifyIds(named: Readonly<Record<string, string>> = {}): ShopifyIds {
  const toShopify = new Map(Object.entries(named))
  const toTote = new Map([...toShopify].map(([ours, theirs]) => [numberOf(theirs), ours]))
  return {
    toShopify: (variantId) => numberOf(toShopify.get(variantId) ?? variantId),
    // What has no number there is nothing that the hub knows.
    toTote: (id) => toTote.get(numberOf(id)) ?? numberOf(id) ?? id,
  }
}

/** Of `gid://shopify/ProductVariant/36110175633573`, or of the number itself. */
function numberOf(id: string): string | null {
  return /^(?:gid:\/\/shopify\/ProductVariant\/)?(\d{1,20})$/.exec(id)?.[1] ?? null
}
