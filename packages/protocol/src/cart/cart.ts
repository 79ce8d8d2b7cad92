import * as z from 'zod/mini'
import {
  cartIdSchema,
  checkoutIdSchema,
  lineIdSchema,
  merchantIdSchema,
  planIdSchema,
  showIdSchema,
  variantIdSchema,
} from '../ids.ts'
import { limits } from '../limits.ts'
import { currencyCodeSchema, priceSchema } from '../money.ts'
import { attributesSchema } from './attribute.ts'
import { checkoutPartSchema } from './checkout-part.ts'
import { cartCodeSchema } from './discount.ts'
import { fulfilmentSchema } from './fulfilment.ts'

/** One variant with its attributes, and how many of it. A quantity of 0 is the trace of a removed line. */
export const cartLineSchema = z.object({
  id: lineIdSchema,
  variantId: variantIdSchema,
  planId: z.optional(planIdSchema),
  attrs: attributesSchema,
  qty: z.int().check(z.minimum(0), z.maximum(limits.maxQuantity)),
  /** Minor units in the cart's currency, as the hub saw it when the line last changed. */
  price: priceSchema,
  /** Who sells it, as the hub saw it when the line last changed; absent for what the tenant sells itself. */
  merchantId: z.optional(merchantIdSchema),
  /** Sent home, also where the cart is picked up. */
  isSent: z.optional(z.boolean()),
  /** The show the shopper was watching when adding. */
  showId: z.optional(showIdSchema),
  /**
   * Set for goods that are held while they lie in a cart: until when, by the hub's clock. `isOver` once
   * that time ran out: the line stays, its units are for whoever is first.
   */
  hold: z.optional(z.object({ untilMs: z.int(), isOver: z.boolean() })),
  /** Milliseconds since 1970 by the hub's clock: the order lines are shown in. */
  addedAt: z.int(),
  /** The cart's revision in which this line last changed. */
  rev: z.int().check(z.minimum(0)),
})
export type CartLine = z.infer<typeof cartLineSchema>

/** What belongs to the cart rather than to a line. */
export const cartMetaSchema = z.object({
  note: z.string().check(z.maxLength(limits.maxNoteLength)),
  codes: z.array(cartCodeSchema).check(z.maxLength(limits.maxCodes)),
  fulfilment: fulfilmentSchema,
  /**
   * While it is being paid nothing in it changes; by the hub's clock. `id` is the check-out that is paid next; `parts` says what
   * became of each merchant's lines, where more than one sells what is in it.
   */
  checkout: z.optional(
    z.object({
      id: checkoutIdSchema,
      expiresAt: z.int(),
      parts: z.optional(z.array(checkoutPartSchema).check(z.maxLength(limits.maxLines))),
    }),
  ),
  /** The order of this cart that there is news of, and since when by the hub's clock. What the news is has to be asked. */
  order: z.optional(z.object({ id: checkoutIdSchema, at: z.int() })),
})
export type CartMeta = z.infer<typeof cartMetaSchema>

/** The shopper's cart. `rev` grows by exactly one with each accepted operation. */
export const cartSchema = z.object({
  id: cartIdSchema,
  currencyCode: currencyCodeSchema,
  rev: z.int().check(z.minimum(0)),
  // Removed lines travel too, so the bound is above what a shopper may hold.
  lines: z.array(cartLineSchema).check(z.maxLength(10 * limits.maxLines)),
  meta: cartMetaSchema,
})
export type Cart = z.infer<typeof cartSchema>

export function emptyCart(id: Cart['id'], currencyCode: string): Cart {
  return {
    id,
    currencyCode,
    rev: 0,
    lines: [],
    meta: { note: '', codes: [], fulfilment: { kind: 'delivery' } },
  }
}

/** How the goods of a line are got: as those of its cart, unless they are sent all the same. Stores are the tenant's, and hand out its goods alone. */
export function fulfilmentOf(
  { isSent, merchantId }: Pick<CartLine, 'isSent' | 'merchantId'>,
  fulfilment: CartMeta['fulfilment'],
): CartMeta['fulfilment'] {
  return isSent === true || merchantId !== undefined ? { kind: 'delivery' } : fulfilment
}

/** The lines a shopper sees, oldest first; equal times fall back to the id so that devices agree. */
export function visibleLines(cart: Cart): CartLine[] {
  return cart.lines
    .filter((line) => line.qty > 0)
    .toSorted((a, b) => a.addedAt - b.addedAt || (a.id < b.id ? -1 : 1))
}
