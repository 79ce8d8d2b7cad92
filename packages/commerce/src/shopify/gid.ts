/** What Shopify names by number. Tote's ids are the numbers alone, as in Shopify's own cart links. */
export type GidKind = 'InventoryItem' | 'Location' | 'Order' | 'Product' | 'ProductVariant' | 'Refund'

/** The number in `gid://shopify/ProductVariant/123`. */
export function fromGid(gid: string): string {
  return gid.slice(gid.lastIndexOf('/') + 1).replace(/\?.*$/, '')
}

/** Null for what is no number, which Shopify knows nothing by. */
export function toGid(kind: GidKind, id: string): string | null {
  return /^\d{1,20}$/.test(id) ? `gid://shopify/${kind}/${id}` : null
}
