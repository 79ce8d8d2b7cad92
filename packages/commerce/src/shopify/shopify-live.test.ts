import { describeAdapter } from '../contract-suite-fixtures.ts'
import { openLiveShopify } from './shopify-live-fixtures.ts'
import { startShopifyDouble } from './shopify-shop-fixtures.ts'

// What a live shop is tested by is tested over the double, so that it works when somebody has a shop.
describeAdapter('live shopify (here the double)', async () => {
  const { server, settings, goods, close } = await startShopifyDouble()
  const live = await openLiveShopify((setting) => {
    const values: Record<typeof setting, string> = {
      TOTE_SHOPIFY_URL: `http://127.0.0.1:${server.port}`,
      TOTE_SHOPIFY_STOREFRONT_TOKEN: settings.storefrontToken,
      TOTE_SHOPIFY_CLIENT_ID: 'clientId' in settings.admin ? settings.admin.clientId : '',
      TOTE_SHOPIFY_CLIENT_SECRET: settings.secrets[0] ?? '',
      TOTE_SHOPIFY_CURRENCY: 'EUR',
      TOTE_SHOPIFY_PLENTY: goods.plenty.variantId,
      TOTE_SHOPIFY_FEW: goods.few.variantId,
      TOTE_SHOPIFY_STORES: (settings.stores ?? []).join(),
    }
    return values[setting]
  })
  return {
    ...live,
    async close() {
      await live.close()
      await close()
    },
  }
})
