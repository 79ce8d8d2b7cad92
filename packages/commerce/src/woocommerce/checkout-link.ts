import type { CartProblem, CheckoutRequest } from '../commerce-adapter.ts'

const SOURCE = 'tote'

/**
 * WooCommerce's own link to its check-out, from 10.0 on: it fills a cart in the shopper's browser and leads on. The check-out is
 * named in it as a campaign, which WooCommerce notes on the order (its order attribution, from 8.5 on).
 * @see https://developer.woocommerce.com/docs/best-practices/urls-and-routing/checkout-urls
 */
export function toCheckoutLink(shopUrl: string, { checkoutId, lines, codes }: CheckoutRequest): string {
  const sums = new Map<string, number>()
  for (const { variantId, quantity } of lines) sums.set(variantId, (sums.get(variantId) ?? 0) + quantity)
  const url = new URL(`${shopUrl.replace(/\/+$/, '')}/checkout-link/`)
  url.searchParams.set('products', [...sums].map(([id, quantity]) => `${id}:${quantity}`).join())
  const [code] = codes
  if (code !== undefined) url.searchParams.set('coupon', code)
  url.searchParams.set('utm_source', SOURCE)
  url.searchParams.set('utm_id', checkoutId)
  return url.href
}

/** What the link cannot carry: another code than the first, and what a shopper had written on a line. */
export function notCarried({ lines, codes }: CheckoutRequest): CartProblem[] {
  return [
    ...codes.slice(1).map((discountCode) => ({ code: 'bad_code', discountCode }) as const),
    ...lines.flatMap(({ lineId, attributes }) =>
      attributes.length === 0 ? [] : [{ code: 'gone', lineId } as const],
    ),
  ]
}
