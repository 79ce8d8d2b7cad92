import { createHmac, timingSafeEqual } from 'node:crypto'

/**
 * Whether one of the secrets signed this body, as Shopify and WooCommerce sign: HMAC-SHA256 of its very bytes, in base64. It is
 * of no moment, so that an old post is signed for ever: what is heard of it must be asked for anew, or do no harm twice.
 */
export function isSignedByHmac(
  body: string,
  signature: string | undefined,
  secrets: readonly string[],
): boolean {
  const given = Buffer.from(signature ?? '')
  return secrets.some((secret) => {
    const expected = Buffer.from(createHmac('sha256', secret).update(body).digest('base64'))
    // In a time that does not tell how much of it was right.
    return given.length === expected.length && timingSafeEqual(given, expected)
  })
}
