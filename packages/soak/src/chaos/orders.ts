import * as z from 'zod/mini'

/** What the run tells a process of shoppers, over the channel between them. */
export const orderSchema = z.discriminatedUnion('type', [
  /** Arrive, all of them, and say so. */
  z.object({
    type: z.literal('arrive'),
    hub: z.string(),
    key: z.string(),
    show: z.string(),
    origins: z.array(z.string()),
    /** Variants that may be bought, in the order of the catalogue. */
    variants: z.array(z.string()),
    shoppers: z.array(z.string()),
    devices: z.number(),
    seed: z.number(),
    /** A device does something this often, on average. */
    everyMs: z.number(),
    historyPath: z.string(),
  }),
  z.object({ type: z.literal('act') }),
  z.object({ type: z.literal('rest') }),
  /** Their network is back, which a browser tells its pages. */
  z.object({ type: z.literal('online') }),
  z.object({ type: z.literal('count') }),
  z.object({ type: z.literal('finish') }),
])
export type Order = z.infer<typeof orderSchema>

export const reportSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('arrived') }),
  /** How many intents wait for an answer, and how many devices are not connected. */
  z.object({ type: z.literal('counted'), pending: z.number(), offline: z.number() }),
  z.object({ type: z.literal('finished') }),
])
export type Report = z.infer<typeof reportSchema>
