import * as z from 'zod/mini'
import { locationIdSchema, variantIdSchema } from '../ids.ts'

/** As schema.org's PostalAddress. */
export const addressSchema = z.object({
  streetAddress: z.string(),
  postalCode: z.optional(z.string()),
  addressLocality: z.string(),
  addressRegion: z.optional(z.string()),
  /** ISO 3166-1 alpha-2. */
  addressCountry: z.string(),
})
export type Address = z.infer<typeof addressSchema>

/** Milliseconds since 1970: times of day are shown by the store's own clock. */
export const openSpanSchema = z.object({ opensAt: z.int(), closesAt: z.int() })
export type OpenSpan = z.infer<typeof openSpanSchema>

/** A moment, and on which day of the store's calendar it is: 0 is today there, 1 tomorrow. */
const upcomingSchema = z.object({ at: z.int(), inDays: z.int() })
export type Upcoming = z.infer<typeof upcomingSchema>

export const storeHoursSchema = z.object({
  /** IANA, such as Europe/Paris. */
  timeZone: z.string(),
  /** None: closed all day. */
  today: z.array(openSpanSchema),
  /** Absent while it is closed. */
  openUntil: z.optional(upcomingSchema),
  /** Absent while it is open, and when that is not to be seen. */
  opens: z.optional(upcomingSchema),
  /** When an order of now can be picked up; absent where the store does not say. */
  ready: z.optional(upcomingSchema),
})
export type StoreHours = z.infer<typeof storeHoursSchema>

export const pickupStoreSchema = z.object({
  id: locationIdSchema,
  name: z.string(),
  address: z.optional(addressSchema),
  geo: z.optional(z.object({ latitude: z.number(), longitude: z.number() })),
  hours: z.optional(storeHoursSchema),
  /** What of the cart is there; of an empty cart all. */
  basket: z.enum(['all', 'some', 'none']),
  /** Which goods of it are short, and how many of them could be had. */
  missing: z.array(z.object({ variantId: variantIdSchema, free: z.int() })),
  /** Whether some of what is picked up here can be sent home all the same; absent where the shop takes one way for a whole order. */
  sendsLines: z.optional(z.boolean()),
})
export type PickupStore = z.infer<typeof pickupStoreSchema>

/** By name. */
export const storesAnswerSchema = z.object({ stores: z.array(pickupStoreSchema) })
export type StoresAnswer = z.infer<typeof storesAnswerSchema>
