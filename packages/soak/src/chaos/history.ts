import * as z from 'zod/mini'

/**
 * What happened in a chaos run, a JSON line each, in the order one process saw it. An intent is known by the
 * name its mutation has for good (`uid`); one that is invoked and never answered is **unknown**: it may have
 * been done or not, and both are right.
 */
export const eventSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('invoke'),
    at: z.number(),
    device: z.string(),
    uid: z.string(),
    op: z.string(),
    /** Whether the device had a connection then: else the wait is its own. */
    isOnline: z.boolean(),
  }),
  z.object({ type: z.literal('ok'), at: z.number(), uid: z.string() }),
  z.object({ type: z.literal('fail'), at: z.number(), uid: z.string(), code: z.string() }),
  /** The device needs it no more: it was answered, and what came of it has been seen. */
  z.object({ type: z.literal('settled'), at: z.number(), uid: z.string() }),
  z.object({ type: z.literal('reload'), at: z.number(), device: z.string() }),
  /** What a device said had gone wrong; and how it stood when its last answers were waited for in vain. */
  z.object({ type: z.literal('trouble'), at: z.number(), device: z.string(), what: z.string() }),
  /** A device was told a show's events from one number to another, or joined anew at one. */
  z.object({
    type: z.literal('show'),
    at: z.number(),
    device: z.string(),
    from: z.nullable(z.number()),
    to: z.number(),
  }),
  z.object({ type: z.literal('left'), at: z.number(), device: z.string() }),
  z.object({
    type: z.literal('final'),
    at: z.number(),
    device: z.string(),
    shopper: z.string(),
    cartId: z.string(),
    pending: z.number(),
    lines: z.array(z.tuple([z.string(), z.number()])),
    note: z.string(),
  }),
  z.object({
    type: z.literal('fault'),
    at: z.number(),
    kind: z.string(),
    node: z.number(),
    endsAt: z.number(),
  }),
  z.object({ type: z.literal('cue'), at: z.number(), seq: z.number() }),
])
export type HistoryEvent = z.infer<typeof eventSchema>

/** What the database says at the end. */
export const truthSchema = z.object({
  carts: z.array(
    z.object({
      id: z.string(),
      rev: z.number(),
      note: z.string(),
      lines: z.array(z.tuple([z.string(), z.string(), z.number()])),
    }),
  ),
  mutations: z.array(
    z.object({
      clientId: z.string(),
      mid: z.number(),
      uid: z.string(),
      cartId: z.string(),
      op: z.unknown(),
      isOk: z.boolean(),
      rev: z.number(),
    }),
  ),
  lastMids: z.array(z.tuple([z.string(), z.number()])),
  stock: z.array(
    z.object({
      variantId: z.string(),
      onHand: z.number(),
      held: z.number(),
      movedOnHand: z.number(),
      movedHeld: z.number(),
      activeHolds: z.number(),
    }),
  ),
  /** Units that can be had of variants that a cart holds, at the start. */
  scarce: z.record(z.string(), z.number()),
  show: z.object({ seq: z.number(), seqs: z.array(z.number()) }),
})
export type Truth = z.infer<typeof truthSchema>

export function parseHistory(text: string): HistoryEvent[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => eventSchema.parse(JSON.parse(line)))
    .toSorted((one, other) => one.at - other.at)
}
