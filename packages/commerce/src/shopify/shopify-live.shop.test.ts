import { describeAdapter } from '../contract-suite-fixtures.ts'
import { readLiveSettings } from '../live-settings-fixtures.ts'
import { LIVE_SETTINGS, openLiveShopify } from './shopify-live-fixtures.ts'

describeAdapter('live shopify', () =>
  openLiveShopify(readLiveSettings(LIVE_SETTINGS, ['TOTE_SHOPIFY_STORES'])),
)
