export const platform = 'shopify'
/** Each is served for a year; the tests hold every question against Shopify's own schema of this one. */
export const API_VERSION = '2026-07'
