import * as z from 'zod/mini'
import { attributesSchema } from '../cart/attribute.ts'
import { checkoutIdSchema, locationIdSchema } from '../ids.ts'

/** `send`: what is delivered leaves from this store. `prepare`: it is put together for the shopper, who fetches it there. */
const kindSchema = z.enum(['send', 'prepare'])
export type StoreTaskKind = z.infer<typeof kindSchema>

/** What one store has to do for one order. Nothing of the shopper is in it: who they are is in the shop's own papers of the order. */
export const storeTaskSchema = z.object({
  kind: kindSchema,
  orderId: checkoutIdSchema,
  store: z.object({ id: locationIdSchema, name: z.string() }),
  /** The shop's own name of the order. */
  ref: z.string(),
  placedAt: z.int(),
  /** From when on the shopper was told that it is ready, and by which clock the store says so; absent where nothing was said. */
  promisedAt: z.optional(z.int()),
  timeZone: z.optional(z.string()),
  /** Those of this store alone, in the order in which they were in the cart. */
  lines: z.array(
    z.object({
      title: z.string(),
      variantTitle: z.string(),
      /** Units from this store. */
      quantity: z.int(),
      /** What the shopper asked of it, such as an engraving. */
      attributes: attributesSchema,
      /** Units of the whole line that the shop took back before they were sent; absent where it took none. */
      givenBack: z.optional(z.int()),
    }),
  ),
  /** Who did it and when; absent until then. */
  done: z.optional(z.object({ at: z.int(), by: z.string(), tracking: z.optional(z.string()) })),
})
export type StoreTask = z.infer<typeof storeTaskSchema>

/** `GET /v1/console/tasks`: what is still to do, the oldest first. An associate is told of their own store, a host of all. */
export const storeTasksSchema = z.object({
  tasks: z.array(storeTaskSchema),
  /** More are there than are told; they come up as these are done. */
  hasMore: z.boolean(),
})
export type StoreTasks = z.infer<typeof storeTasksSchema>

/** The parcel's number at whoever carries it, as the associate has it. */
export const MAX_TRACKING_LENGTH = 120

/** `POST /v1/console/tasks/done`. */
export const taskDoneSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('send'),
    orderId: checkoutIdSchema,
    locationId: locationIdSchema,
    tracking: z.optional(z.string().check(z.minLength(1), z.maxLength(MAX_TRACKING_LENGTH))),
  }),
  z.strictObject({ kind: z.literal('prepare'), orderId: checkoutIdSchema, locationId: locationIdSchema }),
])
export type TaskDone = z.infer<typeof taskDoneSchema>

/** Its answer. `isNew` is false for what was done before: then it says by whom, and nothing was told again. */
export const doneTaskSchema = z.object({ task: storeTaskSchema, isNew: z.boolean() })
export type DoneTask = z.infer<typeof doneTaskSchema>
