import * as z from 'zod'
import { ShopError } from '../shop-error.ts'
import { currencySchema, storeAmountSchema } from './money.ts'
import { platform, type AskWooCommerce } from './woocommerce-api.ts'

/** A cart as the Store API tells of it. */
export const storeCartSchema = z.object({
  items: z.array(
    z.object({
      key: z.string(),
      id: z.int(),
      quantity: z.number(),
      prices: currencySchema.extend({ price: storeAmountSchema }),
    }),
  ),
  coupons: z.array(z.object({ code: z.string() })),
  totals: currencySchema.extend({
    total_items: storeAmountSchema,
    total_items_tax: storeAmountSchema,
    total_discount: storeAmountSchema,
    total_discount_tax: storeAmountSchema,
  }),
})
export type StoreCart = z.infer<typeof storeCartSchema>

/** One change of a cart, as the Store API takes it. */
export interface CartStep {
  readonly path: 'add-item' | 'update-item' | 'remove-item' | 'apply-coupon' | 'remove-coupon'
  readonly body: Readonly<Record<string, string | number>>
}

/** WordPress takes as many requests in one. */
const STEPS_AT_ONCE = 25

const batchSchema = z.object({
  responses: z.array(z.object({ status: z.int(), body: z.unknown() })),
})

/** The cart of this token; a new one's without. The token that comes back opens it from then on. */
export async function readCart(
  ask: AskWooCommerce,
  cartToken: string | undefined,
  signal: AbortSignal,
): Promise<{ cart: StoreCart; token: string }> {
  let given: string | null = null
  const cart = await ask({
    what: 'a cart',
    path: '/store/v1/cart',
    cartToken,
    onHeaders: (headers) => {
      given = headers.get('cart-token')
    },
    answer: storeCartSchema,
    signal,
  })
  const token = cartToken ?? given
  if (token === null)
    throw new ShopError('invalid', `${platform} answered no cart token: its Store API is not there.`)
  return { cart, token }
}

/**
 * Does one step after the other, in as few requests as may be. What is refused is refused by itself, and the others are done.
 * @returns The cart afterwards; null when none was done. And which steps were refused.
 */
export async function changeCart(
  ask: AskWooCommerce,
  { steps, token, signal }: { steps: readonly CartStep[]; token: string; signal: AbortSignal },
): Promise<{ cart: StoreCart | null; refused: readonly CartStep[] }> {
  let cart: StoreCart | null = null
  const refused: CartStep[] = []
  for (let index = 0; index < steps.length; index += STEPS_AT_ONCE) {
    const some = steps.slice(index, index + STEPS_AT_ONCE)
    const { responses } = await ask({
      what: 'a cart to be changed',
      path: '/store/v1/batch',
      cartToken: token,
      body: {
        requests: some.map(({ path, body }) => ({
          path: `/wc/store/v1/cart/${path}`,
          method: 'POST',
          cache: 'no-store',
          headers: { 'Cart-Token': token },
          body,
        })),
      },
      // What is added again is added twice.
      isOnce: true,
      answer: batchSchema,
      signal,
    })
    for (const [at, step] of some.entries()) {
      const { status, body } = responses[at] ?? { status: 0, body: null }
      const told = storeCartSchema.safeParse(body)
      if (status >= 200 && status < 300 && told.success) cart = told.data
      else if (status >= 400 && status < 500 && status !== 429) refused.push(step)
      else throw new ShopError('away', `${platform} did not change a cart (${status}).`)
    }
  }
  return { cart, refused }
}
