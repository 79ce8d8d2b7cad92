import { createHmac } from 'node:crypto'
import * as z from 'zod'
import type { CheckoutAnswer, CheckoutRequest } from '../commerce-adapter.ts'
import { ShopError } from '../shop-error.ts'
import { platform, type AdminApi } from './admin-api.ts'
import { mirrorCart } from './mirror-cart.ts'
import type { VendureShop } from './vendure-shop.ts'

const nameQuery = `mutation ToteCheckout($input: UpdateOrderInput!) {
  setOrderCustomFields(input: $input) { id }
}`
const nameSchema = z.object({ setOrderCustomFields: z.object({ id: z.string() }) })

/** The order as it is now becomes that of the check-out, if nothing stands against it; its address opens it to the storefront. */
export async function openCheckout(
  ask: AdminApi,
  { request, shop, signal }: { request: CheckoutRequest; shop: VendureShop; signal: AbortSignal },
): Promise<CheckoutAnswer> {
  const { id, code, total, problems, isLate } = await mirrorCart(ask, request, signal)
  if (isLate) throw new ShopError('invalid', `${platform} has a later state of this cart already.`)
  if (problems.length > 0) return { ok: false, problems }
  const { checkoutId } = request
  await ask({
    what: 'a check-out to be noted',
    query: nameQuery,
    variables: { input: { id, customFields: { toteCheckout: checkoutId } } },
    answer: nameSchema,
    signal,
  })
  return { ok: true, shopRef: code, url: toUrl(request, shop), total }
}

/** The proof lets whoever has the address take this one order to the till, and ends with the check-out. */
function toUrl(
  { checkoutId, expiresAtMs, returnUrl = '' }: CheckoutRequest,
  { checkoutUrl, secrets }: VendureShop,
): string {
  const [secret = ''] = secrets
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64')
  const proof = createHmac('sha256', key).update(`checkout.${checkoutId}.${expiresAtMs}`).digest('base64url')
  const parts: Record<string, string> = { checkoutId, expiresAtMs: String(expiresAtMs), proof, returnUrl }
  return checkoutUrl.replaceAll(/\{(\w+)\}/g, (all, name: string) =>
    parts[name] === undefined ? all : encodeURIComponent(parts[name]),
  )
}
