import * as z from 'zod/mini'
import { cartOpSchema } from '../cart/op.ts'
import { errorTable, type FinalCode } from '../errors.ts'
import { cartIdSchema, clientIdSchema, mutationUidSchema } from '../ids.ts'
import { limits } from '../limits.ts'

/** A client's operations are numbered 1, 2, 3 …; the hub takes each number once and in order. */
const midSchema = z.int().check(z.minimum(1))

/**
 * One operation on its way. `(clientId, mid)` orders it, `uid` names it for good: sent again after a lost
 * answer it gets the stored verdict instead of a second effect.
 */
export const mutationSchema = z.strictObject({
  mid: midSchema,
  uid: mutationUidSchema,
  op: cartOpSchema,
  /** Milliseconds since 1970 by the client's clock. For people only: it decides nothing. */
  at: z.int(),
})
export type Mutation = z.infer<typeof mutationSchema>

/** Version 00 of W3C Trace Context, its letters counted. @see https://www.w3.org/TR/trace-context/#traceparent-header */
const traceparentSchema = z
  .string()
  .check(z.maxLength(55), z.regex(/^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/))

/** Up, answered: operations with consecutive numbers. */
export const mutateSchema = z.strictObject({
  cartId: cartIdSchema,
  clientId: clientIdSchema,
  /** When it is sent, by the clock that `at` is by: their difference is an age, whatever that clock says. */
  sentAt: z.int(),
  muts: z.array(mutationSchema).check(z.minLength(1), z.maxLength(limits.maxBatch)),
  /** The sender's span, where somebody traces. */
  traceparent: z.optional(traceparentSchema),
})
export type Mutate = z.infer<typeof mutateSchema>

const finalCodes = Object.entries(errorTable)
  .filter(([, entry]) => entry.final)
  // The filter above is what makes it a FinalCode.
  .map(([code]) => code as FinalCode)

/** The stored outcome of one operation. */
export const verdictSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), mid: midSchema, rev: z.int() }),
  z.object({
    ok: z.literal(false),
    mid: midSchema,
    rev: z.int(),
    code: z.literal(finalCodes),
    free: z.optional(z.int()),
  }),
])
export type Verdict = z.infer<typeof verdictSchema>

/** Verdicts in the order of the batch; the cart's revision after it. */
export const mutateAnswerSchema = z.object({
  results: z.array(verdictSchema),
  lastMid: z.int(),
  rev: z.int(),
})
export type MutateAnswer = z.infer<typeof mutateAnswerSchema>
