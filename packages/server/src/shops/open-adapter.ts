import type { CommerceAdapter } from '@tote/commerce'
import { createCustomAdapter } from '@tote/commerce/custom'
import { createMedusaAdapter } from '@tote/commerce/medusa'
import { createShopifyAdapter } from '@tote/commerce/shopify'
import { createVendureAdapter } from '@tote/commerce/vendure'
import { createWooCommerceAdapter } from '@tote/commerce/woocommerce'
import type { ShopFile } from '../tenants/shop-file.ts'

/** The adapter for the platform that a tenant file names, with the file's own keys. */
export function openAdapter(shop: ShopFile): CommerceAdapter {
  switch (shop.platform) {
    case 'custom':
      return createCustomAdapter({ url: shop.url, secrets: shop.secrets })
    case 'vendure': {
      const { adminApi, apiKey, channelToken, checkoutUrl, secrets, stores } = shop
      const channel = channelToken === undefined ? {} : { channelToken }
      return createVendureAdapter({ adminApi, apiKey, ...channel, checkoutUrl, secrets, stores })
    }
    case 'medusa': {
      const { url, secretKey, publishableKey, checkoutUrl, secrets, stores } = shop
      return createMedusaAdapter({ url, secretKey, publishableKey, checkoutUrl, secrets, stores })
    }
    case 'shopify': {
      const { url, storefrontToken, clientId, adminToken, secrets, stores } = shop
      // The file names one of them, and no more.
      const admin = clientId === undefined ? { token: adminToken ?? '' } : { clientId }
      return createShopifyAdapter({ url, storefrontToken, admin, secrets, stores })
    }
    case 'woocommerce': {
      const { url, consumerKey, consumerSecret, secrets } = shop
      return createWooCommerceAdapter({ url, consumerKey, consumerSecret, secrets })
    }
    default:
      return shop satisfies never
  }
}
