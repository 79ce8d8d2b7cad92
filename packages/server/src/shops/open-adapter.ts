import type { CommerceAdapter } from '@tote/commerce'
import { createCustomAdapter } from '@tote/commerce/custom'
import type { ShopFile } from '../tenants/shop-file.ts'

/** The adapter for the platform that a tenant file names, with the file's own keys. */
export function openAdapter(shop: ShopFile): CommerceAdapter {
  switch (shop.platform) {
    case 'custom':
      return createCustomAdapter({ url: shop.url, secrets: shop.secrets })
    default:
      return shop.platform satisfies never
  }
}
