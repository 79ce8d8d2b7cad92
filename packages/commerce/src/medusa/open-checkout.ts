import * as z from 'zod'
import type { CheckoutAnswer, CheckoutRequest } from '../commerce-adapter.ts'
import { ShopError } from '../shop-error.ts'
import { platform, type MedusaApi } from './medusa-api.ts'
import type { MedusaShop } from './medusa-shop.ts'
import { mirrorCart } from './mirror-cart.ts'

const namedSchema = z.object({ id: z.string() })

/** The cart as it is now becomes that of the check-out, if nothing stands against it; the storefront goes on with it. */
export async function openCheckout(
  ask: MedusaApi,
  { request, shop, signal }: { request: CheckoutRequest; shop: MedusaShop; signal: AbortSignal },
): Promise<CheckoutAnswer> {
  const { id, total, problems, isLate } = await mirrorCart(ask, { cart: request, shop, signal })
  if (isLate) throw new ShopError('invalid', `${platform} has a later state of this cart already.`)
  if (problems.length > 0) return { ok: false, problems }
  const { checkoutId, returnUrl = '' } = request
  await ask({
    what: 'a check-out to be noted',
    path: '/admin/tote/checkouts',
    body: { cart_id: id, checkout: checkoutId },
    answer: namedSchema,
    signal,
  })
  const parts: Record<string, string> = { cartId: id, returnUrl }
  const url = shop.checkoutUrl.replaceAll(/\{(\w+)\}/g, (all, name: string) =>
    parts[name] === undefined ? all : encodeURIComponent(parts[name]),
  )
  return { ok: true, shopRef: id, url, total }
}
