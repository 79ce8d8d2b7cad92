import { describeAdapter } from '../contract-suite-fixtures.ts'
import { openLiveWooCommerce } from './woocommerce-live-fixtures.ts'
import { startWooCommerceDouble } from './woocommerce-shop-fixtures.ts'

// What a live shop is tested by is tested over the double, so that it works when somebody has a shop.
describeAdapter('live woocommerce (here the double)', async () => {
  const { server, settings, goods, close } = await startWooCommerceDouble()
  const live = await openLiveWooCommerce((setting) => {
    const values: Record<typeof setting, string> = {
      TOTE_WOOCOMMERCE_URL: `http://127.0.0.1:${server.port}`,
      TOTE_WOOCOMMERCE_KEY: settings.consumerKey,
      TOTE_WOOCOMMERCE_SECRET: settings.consumerSecret,
      TOTE_WOOCOMMERCE_CURRENCY: 'EUR',
      TOTE_WOOCOMMERCE_PLENTY: goods.plenty.variantId,
      TOTE_WOOCOMMERCE_FEW: goods.few.variantId,
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
