import * as z from 'zod/mini'
import { checkoutIdSchema, locationIdSchema, showIdSchema } from '../ids.ts'

/**
 * What somebody of the staff did, or looked at. Nothing in it is about a shopper: orders and accounts are named by the hub's own ids, which
 * say nothing once their shopper is forgotten.
 */
export const staffActSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('signedIn') }),
  /** `cue` is the kind of cue, `seq` its number in the show's log, where all of it stands. */
  z.object({ kind: z.literal('cuePosted'), showId: showIdSchema, seq: z.int(), cue: z.string() }),
  z.object({ kind: z.literal('pointsAdjusted'), shopperId: z.string(), points: z.int() }),
  z.object({
    kind: z.literal('taskDone'),
    task: z.enum(['send', 'prepare']),
    orderId: checkoutIdSchema,
    locationId: locationIdSchema,
  }),
  /** A shopper's code was typed or scanned, and their order looked at. */
  z.object({ kind: z.literal('pickupSeen'), orderId: checkoutIdSchema }),
  z.object({ kind: z.literal('handedOver'), orderId: checkoutIdSchema }),
  /** Of which time: milliseconds, the end not in it. */
  z.object({ kind: z.literal('creditExported'), from: z.int(), to: z.int() }),
])
export type StaffAct = z.infer<typeof staffActSchema>

export const auditEntrySchema = z.object({
  seq: z.int(),
  at: z.int(),
  /** `store` is the associate's; absent for the host. */
  by: z.object({ name: z.string(), store: z.optional(z.string()) }),
  act: staffActSchema,
})
export type AuditEntry = z.infer<typeof auditEntrySchema>

/** `GET /v1/console/audit?before=…`: the latest first. */
export const auditPageSchema = z.object({
  entries: z.array(auditEntrySchema),
  /** What to ask for next; null where there is nothing older. */
  next: z.nullable(z.int()),
})
export type AuditPage = z.infer<typeof auditPageSchema>

export const auditQuerySchema = z.object({
  before: z.optional(z.string().check(z.regex(/^\d{1,15}$/))),
})
