import * as z from 'zod/mini'
import { cartSchema } from '../cart/cart.ts'
import { cartIdSchema, journeyIdSchema, placeIdSchema, showIdSchema } from '../ids.ts'
import { heardPositionSchema } from '../journey/position.ts'
import {
  grantSchema,
  pendingSchema,
  proofSchema,
  publicJwkSchema,
  publishableKeySchema,
  ticketSchema,
  tokenSchema,
} from '../journey/proof.ts'
import { moneySchema } from '../money.ts'

/** Origin of the page around a frame of the hub, as the browser told the frame; a channel of the tenant. */
const embeddedInSchema = z.string().check(z.maxLength(255))

/** `POST /v1/journeys`: a new anonymous journey with this place as its first. */
export const openJourneySchema = z.strictObject({
  key: publishableKeySchema,
  embeddedIn: z.optional(embeddedInSchema),
  jwk: publicJwkSchema,
  proof: proofSchema,
})
export type OpenJourney = z.infer<typeof openJourneySchema>

/** `POST /v1/resume`: a new grant for a place that kept its key. */
export const resumeSchema = z.strictObject({
  key: publishableKeySchema,
  placeId: placeIdSchema,
  jwk: publicJwkSchema,
  proof: proofSchema,
})
export type Resume = z.infer<typeof resumeSchema>

/** `POST /v1/redeem`: what a ticket offers. Uses the ticket up; gives no access. */
export const redeemSchema = z.strictObject({
  key: publishableKeySchema,
  ticket: ticketSchema,
  jwk: publicJwkSchema,
  proof: proofSchema,
})
export type Redeem = z.infer<typeof redeemSchema>

export const offerSchema = z.object({
  /** Names the offer for `accept`: only the key that redeemed can use it. */
  pending: pendingSchema,
  /** The channel the shopper comes from, by its origin's host. */
  from: z.string().check(z.maxLength(255)),
  /** Units in the cart that is offered. */
  quantity: z.int(),
  /** Absent when the cart is empty. */
  total: z.optional(moneySchema),
  position: z.optional(heardPositionSchema),
  expiresInMs: z.int(),
})
export type Offer = z.infer<typeof offerSchema>
/** No offer for a place that is of this journey already: only where its shopper was. */
export const redeemedSchema = z.object({
  offer: z.nullable(offerSchema),
  position: z.optional(heardPositionSchema),
  now: z.int(),
})
export type Redeemed = z.infer<typeof redeemedSchema>

/**
 * `POST /v1/accept`: the shopper said yes. `own` tells what becomes of what this place's cart held:
 * `add` brings it along (quantities add up), `apart` leaves it where it was.
 */
export const acceptSchema = z.strictObject({
  key: publishableKeySchema,
  pending: pendingSchema,
  own: z.literal(['add', 'apart']),
  embeddedIn: z.optional(embeddedInSchema),
  /** The grant of the journey this place has now, if it has one. */
  grant: z.optional(grantSchema),
  jwk: publicJwkSchema,
  proof: proofSchema,
})
export type Accept = z.infer<typeof acceptSchema>

/**
 * `POST /v1/sign-in`: the tenant's backend says by a signed token who the shopper is. This place's journey and
 * that shopper's become one.
 */
export const signInSchema = z.strictObject({
  key: publishableKeySchema,
  grant: grantSchema,
  token: tokenSchema,
  jwk: publicJwkSchema,
  proof: proofSchema,
})
export type SignIn = z.infer<typeof signInSchema>

/** The answer that lets a place speak for a journey: of open, resume, accept and sign-in. */
export const grantedSchema = z.object({
  grant: grantSchema,
  grantExpiresInMs: z.int(),
  placeId: placeIdSchema,
  journeyId: journeyIdSchema,
  cartId: cartIdSchema,
  cart: cartSchema,
  /** Which database this is: another one knows none of our numbers. */
  epoch: z.string(),
  now: z.int(),
  position: z.optional(heardPositionSchema),
  /** Units that did not fit when carts were added up. */
  capped: z.optional(z.int()),
})
export type Granted = z.infer<typeof grantedSchema>

export const showParamsSchema = z.strictObject({ showId: showIdSchema })

export const placeParamsSchema = z.strictObject({ placeId: placeIdSchema })

/** `DELETE /v1/places/:placeId`: this place is of no journey any more. */
export const leftSchema = z.object({ now: z.int() })

/** `GET /v1/shopper/export`: all that is kept of whoever this journey belongs to. */
export const shopperExportSchema = z.object({
  /** As the tenant's backend named them; null while nobody signed in. */
  subject: z.nullable(z.string()),
  createdAt: z.int(),
  position: z.nullable(heardPositionSchema),
  places: z.array(z.object({ origin: z.string(), createdAt: z.int(), seenAt: z.int() })),
  cart: cartSchema,
  /** What was met and bought in shows: `keptTouchesSchema`, which a page that only hands it on need not load. */
  touches: z.unknown(),
  /** The lines they wait in: `waitsSchema`. */
  waits: z.unknown(),
  /** Their points and how they came by them; null for who has none. */
  points: z.unknown(),
  /** What they have set for themselves, each with when: `keptPreferencesSchema`. */
  preferences: z.unknown(),
  /** What they put into friends' carts: `keptFriendsSchema`. */
  friends: z.unknown(),
  /** When their passkeys were made and last used: `keptPasskeysSchema`. */
  passkeys: z.unknown(),
  /** What they ordered: `ordersAnswerSchema`. */
  orders: z.unknown(),
  now: z.int(),
})
export type ShopperExport = z.infer<typeof shopperExportSchema>
