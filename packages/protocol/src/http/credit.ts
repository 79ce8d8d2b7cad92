import * as z from 'zod/mini'
import { productIdSchema, showIdSchema } from '../ids.ts'
import { amountSchema, currencyCodeSchema } from '../money.ts'

/** The rules by which a sale is shared out among what led to it. What each means is told with the report. */
export const creditRuleSchema = z.literal(['last-touch', 'first-touch', 'position', 'split'])
export type CreditRule = z.infer<typeof creditRuleSchema>

/** `GET /v1/console/credit` and `/v1/console/credit.csv`. In an address everything is text. */
export const creditQuerySchema = z.strictObject({
  /** Shares everything out anew by this rule; without it, as it was booked. */
  rule: z.optional(creditRuleSchema),
  /** Milliseconds since 1970, `from` itself included and `to` not; the last thirty days without them. */
  from: z.optional(z.string().check(z.regex(/^\d{1,15}$/))),
  to: z.optional(z.string().check(z.regex(/^\d{1,15}$/))),
})
export type CreditQuery = z.infer<typeof creditQuerySchema>

/** Minor units, what was given back taken off. */
const revenueSchema = z.object({ direct: amountSchema, assisted: amountSchema, none: amountSchema })

const countSchema = z.int().check(z.minimum(0))

const figuresShape = {
  /** Orders with a part in it. */
  orders: countSchema,
  units: z.int(),
  revenue: revenueSchema,
  /** Minor units; null without an order. */
  averageOrder: z.nullable(amountSchema),
  /** Journeys that watched, that put something in their cart there, and that ordered what they met or put in. */
  viewers: countSchema,
  carts: countSchema,
  buyers: countSchema,
  /** Buyers of viewers, and carts that were not ordered of all; from 0 to 1, null where there are none to count. */
  conversion: z.nullable(z.number()),
  abandonment: z.nullable(z.number()),
  /** Who ordered and was first met there, in the time of the report. */
  newBuyers: countSchema,
  /** What each of them has brought in all until its end, minor units, what was given back taken off; null without any. */
  lifetimeValue: z.nullable(amountSchema),
}

const creditGroupSchema = z.object({
  /** What it is about, for a program; text of the tenant's for people. */
  key: z.string(),
  label: z.string(),
  ...figuresShape,
})
export type CreditGroup = z.infer<typeof creditGroupSchema>

export const creditReportSchema = z.object({
  rule: z.object({
    /** `booked` is what stands in the ledger, whatever rule held on the day. */
    name: z.union([creditRuleSchema, z.literal('booked')]),
    /** The rule in words, printed wherever its figures are. */
    words: z.array(z.string()),
  }),
  from: z.int(),
  to: z.int(),
  currencyCode: currencyCodeSchema,
  total: z.object(figuresShape),
  /** The greatest revenue first. What came of no show has a group of its own, with an empty key. */
  by: z.object({
    show: z.array(creditGroupSchema),
    host: z.array(creditGroupSchema),
    channel: z.array(creditGroupSchema),
    product: z.array(creditGroupSchema),
    cue: z.array(creditGroupSchema),
    /** Whoever at a store handed it over, sent it or made it ready. */
    associate: z.array(creditGroupSchema),
  }),
  /** Viewers, carts and buyers are forgotten after so many days: a report of longer ago tells of none. */
  keepDays: z.int(),
  now: z.int(),
})
export type CreditReport = z.infer<typeof creditReportSchema>

/** What is kept of a shopper for the credit of sales, in `touches` of `GET /v1/shopper/export`. */
export const keptTouchesSchema = z.array(
  z.object({
    kind: z.literal(['watched', 'met', 'added', 'bought']),
    showId: showIdSchema,
    /** Origin of the site it was on. */
    channel: z.string(),
    productId: z.nullable(productIdSchema),
    firstAt: z.int(),
    lastAt: z.int(),
  }),
)
export type KeptTouches = z.infer<typeof keptTouchesSchema>
