import * as z from 'zod/mini'
import { lineIdSchema, planIdSchema, showIdSchema, variantIdSchema } from '../ids.ts'
import { limits } from '../limits.ts'
import { attributesSchema } from './attribute.ts'
import { discountCodeSchema } from './discount.ts'
import { fulfilmentSchema } from './fulfilment.ts'

export const quantitySchema = z.int().check(z.minimum(1), z.maximum(limits.maxQuantity))

/** Adds to the line of this choice, making it if need be: adds from several places sum up. */
const addLineSchema = z.strictObject({
  op: z.literal('addLine'),
  variantId: variantIdSchema,
  planId: z.optional(planIdSchema),
  attrs: z.optional(attributesSchema),
  qty: quantitySchema,
  showId: z.optional(showIdSchema),
})
/** Sets a line to a quantity: of two places that set, the later one at the hub wins. */
const setQuantitySchema = z.strictObject({
  op: z.literal('setQuantity'),
  lineId: lineIdSchema,
  qty: quantitySchema,
})
/** Takes a line out. A line that is already gone is no error: the shopper has what was asked for. */
const removeLineSchema = z.strictObject({ op: z.literal('removeLine'), lineId: lineIdSchema })
/** A code that is in the cart already is no error. */
const applyDiscountCodeSchema = z.strictObject({
  op: z.literal('applyDiscountCode'),
  code: discountCodeSchema,
})
const removeDiscountCodeSchema = z.strictObject({
  op: z.literal('removeDiscountCode'),
  code: discountCodeSchema,
})
/** Where the goods come to; decides which locations' stock counts. */
const setFulfillmentSchema = z.strictObject({
  op: z.literal('setFulfillment'),
  fulfilment: fulfilmentSchema,
})
/** Of a cart that is picked up, this line is sent home all the same, or no longer. */
const sendLineSchema = z.strictObject({
  op: z.literal('sendLine'),
  lineId: lineIdSchema,
  isSent: z.boolean(),
})
const setNoteSchema = z.strictObject({
  op: z.literal('setNote'),
  text: z.string().check(z.maxLength(limits.maxNoteLength)),
})
/** Takes out the lines the shopper had seen, so that another device's fresh add survives. */
const clearSchema = z.strictObject({ op: z.literal('clear'), seenRev: z.int().check(z.minimum(0)) })

/** What a shopper can ask of the cart. */
export const cartOpSchema = z.discriminatedUnion('op', [
  addLineSchema,
  setQuantitySchema,
  removeLineSchema,
  applyDiscountCodeSchema,
  removeDiscountCodeSchema,
  setFulfillmentSchema,
  sendLineSchema,
  setNoteSchema,
  clearSchema,
])
export type CartOp = z.infer<typeof cartOpSchema>
