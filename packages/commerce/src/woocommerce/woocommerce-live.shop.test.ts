import { describeAdapter } from '../contract-suite-fixtures.ts'
import { readLiveSettings } from '../live-settings-fixtures.ts'
import { LIVE_SETTINGS, openLiveWooCommerce } from './woocommerce-live-fixtures.ts'

describeAdapter('live woocommerce', () => openLiveWooCommerce(readLiveSettings(LIVE_SETTINGS)))
