import {
  cartIdSchema,
  checkoutIdSchema,
  currencyCodeSchema,
  limits,
  lineIdSchema,
  locationIdSchema,
  priceSchema,
  variantIdSchema,
} from '@tote/protocol'
import * as z from 'zod'
import { shopCatalogueSchema, stockCountSchema } from '../shop-catalogue.ts'

// Requests are `object`: a later hub may say more, which a shop passes over. What a shop says is `strictObject`: a mistyped
// name is told, not passed over.

const shopRef = z.string().min(1).max(500)
const quantity = z.int().min(1).max(1_000_000)
const milliseconds = z.int().min(0)
const receipt = z.string().min(1).max(4000)

const marketSchema = z.object({
  currencyCode: currencyCodeSchema,
  countryCode: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .exactOptional(),
  language: z.string().max(35).exactOptional(),
})

const fulfilmentSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('delivery') }),
  z.object({ kind: z.literal('pickup'), locationId: locationIdSchema }),
])

const lineSchema = z.object({
  lineId: lineIdSchema,
  variantId: variantIdSchema,
  quantity,
  price: priceSchema.check(
    z.describe(
      'Minor units a piece, as the hub has it: with another price, sell at yours and say `price_changed`.',
    ),
  ),
  shopPrice: z
    .exactOptional(priceSchema)
    .describe(
      'Your own price as the hub read it last, where a host has set another one in the show. If it still is yours you may sell at `price`, and then say nothing of it.',
    ),
  attributes: z.array(z.tuple([z.string(), z.string()])),
  receipt: receipt.exactOptional().describe('Keep it with the line, and give it back in the order.'),
  isSent: z
    .exactOptional(z.boolean())
    .describe(
      'Of a cart that is picked up: this line is sent home all the same. You are asked it only if your tenant file says `sendsLines`.',
    ),
})

const mirroredCartSchema = z.object({
  cartId: cartIdSchema,
  rev: z
    .int()
    .min(0)
    .exactOptional()
    .describe('Only grows: of two that come in the wrong order, the later one stands.'),
  market: marketSchema,
  lines: z.array(lineSchema),
  codes: z
    .array(z.string().max(limits.maxCodeLength))
    .describe('Discount codes, in the order they were entered.'),
  fulfilment: fulfilmentSchema,
  note: z.string().max(limits.maxNoteLength),
  shopRef: shopRef.exactOptional().describe('What you answered last for this cart; absent the first time.'),
})

const problemSchema = z.discriminatedUnion('code', [
  z.strictObject({ code: z.literal('no_stock'), lineId: lineIdSchema, available: z.int().min(0) }),
  z.strictObject({ code: z.literal('gone'), lineId: lineIdSchema }),
  z.strictObject({ code: z.literal('price_changed'), lineId: lineIdSchema, price: priceSchema }),
  z.strictObject({ code: z.literal('bad_code'), discountCode: z.string().max(limits.maxCodeLength) }),
  z.strictObject({ code: z.literal('bad_location'), locationId: locationIdSchema }),
])

const orderSchema = z.strictObject({
  checkoutId: checkoutIdSchema,
  orderRef: z.string().min(1).max(128),
  currencyCode: currencyCodeSchema,
  total: priceSchema,
  placedAtMs: milliseconds,
  lines: z
    .array(
      z.strictObject({
        variantId: variantIdSchema,
        quantity,
        price: priceSchema,
        receipt: receipt.exactOptional(),
      }),
    )
    .min(1),
})

const soldLines = z.array(z.strictObject({ variantId: variantIdSchema, quantity }))

/** What the document says once and refers to. */
export const namedSchemas = {
  Market: marketSchema,
  Fulfilment: fulfilmentSchema,
  CartLine: lineSchema,
  CartProblem: problemSchema,
  Order: orderSchema,
  StockCount: stockCountSchema,
} as const

/** What the hub asks of a shop: each a POST to the shop's own address and this path. */
export const shopEndpoints = {
  catalogue: {
    path: '/catalogue',
    type: 'catalogue.read',
    summary: 'All that is on sale in one market',
    request: z.object({ market: marketSchema }),
    answer: shopCatalogueSchema,
  },
  stock: {
    path: '/stock',
    type: 'stock.read',
    summary: 'Counts of these variants now; those you do not know or count are left out',
    request: z.object({ variantIds: z.array(variantIdSchema).max(500) }),
    answer: z.strictObject({ counts: z.array(stockCountSchema) }),
  },
  cart: {
    path: '/cart',
    type: 'cart.mirror',
    summary: 'Make your cart of this name hold exactly this; say what you cannot, and do the rest',
    request: mirroredCartSchema,
    answer: z.strictObject({ shopRef, total: priceSchema, problems: z.array(problemSchema) }),
  },
  checkout: {
    path: '/checkout',
    type: 'checkout.open',
    summary: 'Where the shopper pays for exactly this; or why not, and then nothing is promised',
    request: mirroredCartSchema.extend({
      checkoutId: checkoutIdSchema,
      returnUrl: z.url().exactOptional(),
      expiresAtMs: milliseconds,
      reduction: z
        .exactOptional(priceSchema)
        .describe(
          'What the shopper pays with points: take it off your total, and answer how much you took. The hub gives the points back unless you say the same sum.',
        ),
    }),
    answer: z.discriminatedUnion('ok', [
      z.strictObject({
        ok: z.literal(true),
        shopRef,
        url: z.url({ protocol: /^https?$/ }).max(2000),
        total: priceSchema,
        reduction: z.exactOptional(priceSchema),
      }),
      z.strictObject({ ok: z.literal(false), problems: z.array(problemSchema).min(1) }),
    ]),
  },
  order: {
    path: '/order',
    type: 'order.read',
    summary: 'The order that came of a check-out; null while there is none',
    request: z.object({ checkoutId: checkoutIdSchema, shopRef: z.string() }),
    answer: z.strictObject({ order: orderSchema.nullable() }),
  },
} as const
export type ShopEndpoint = (typeof shopEndpoints)[keyof typeof shopEndpoints]

/** What a shop tells the hub by itself: each the `data` of a post with this `type`. */
export const shopNewsData = {
  'catalogue.changed': z.strictObject({}),
  'stock.counted': z.strictObject({ counts: z.array(stockCountSchema).min(1).max(1000) }),
  'stock.changed': z.strictObject({ variantIds: z.array(variantIdSchema).min(1).max(1000) }),
  'order.placed': orderSchema,
  'order.refunded': z.strictObject({
    checkoutId: checkoutIdSchema,
    orderRef: z.string().min(1).max(128),
    refundRef: z.string().min(1).max(128),
    lines: soldLines,
    amount: priceSchema,
    refundedAtMs: milliseconds,
  }),
  'cart.changed': z.strictObject({
    shopRef,
    rev: z
      .int()
      .min(0)
      .exactOptional()
      .describe(
        'The `rev` of the last cart you were told, before you changed it: by it the hub knows whether both changed it.',
      ),
    lines: soldLines,
    problems: z.array(problemSchema),
  }),
} as const

/** The frame around both: Standard Webhooks' own advice. */
export function envelope<Type extends string, Data extends z.ZodType>(type: Type, data: Data) {
  return z.object({
    type: z.literal(type),
    timestamp: z.iso.datetime().describe('When it happened, or was asked.'),
    data,
  })
}
