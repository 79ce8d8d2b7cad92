import * as z from 'zod/mini'
import { placeIdSchema } from '../ids.ts'
import { claimCodeSchema, claimIdSchema, matchDigitsSchema, releaseSchema } from '../journey/claim.ts'
import { heardPositionSchema } from '../journey/position.ts'
import {
  grantSchema,
  pendingSchema,
  proofSchema,
  publicJwkSchema,
  publishableKeySchema,
  ticketSchema,
} from '../journey/proof.ts'
import { moneySchema } from '../money.ts'
import { offerSchema } from './journey.ts'
import { captionsPreferenceSchema } from '../wire/preferences-answer.ts'
import { keptPasskeySchema } from './kept-passkey.ts'

const hostSchema = z.string().check(z.maxLength(255))

/** `POST /v1/claim`: this place asks to be shown the shopper's basket. Gives no access. */
export const claimSchema = z.strictObject({
  key: publishableKeySchema,
  /** The grant this place has now: its connection is told how the claim goes on. */
  grant: grantSchema,
  jwk: publicJwkSchema,
  proof: proofSchema,
})
export type Claim = z.infer<typeof claimSchema>

export const claimedSchema = z.object({
  claim: claimIdSchema,
  code: claimCodeSchema,
  match: matchDigitsSchema,
  expiresInMs: z.int(),
  now: z.int(),
})
export type Claimed = z.infer<typeof claimedSchema>

/** `POST /v1/claim/collect`: what the shopper said meanwhile; `release` where a hub window gave one. */
export const collectSchema = z.strictObject({
  key: publishableKeySchema,
  claim: claimIdSchema,
  release: z.optional(releaseSchema),
  jwk: publicJwkSchema,
  proof: proofSchema,
})
export type Collect = z.infer<typeof collectSchema>

/** `approved` once: the offer, as `redeem` gives it; null for a place that is of this journey already. */
export const collectedSchema = z.object({
  state: z.literal(['waiting', 'approved', 'declined']),
  offer: z.optional(z.nullable(offerSchema)),
  position: z.optional(heardPositionSchema),
  now: z.int(),
})
export type Collected = z.infer<typeof collectedSchema>

/**
 * `POST /v1/follow`: a frame of the hub asks for the basket of a shopper who said "follow me" in this browser. The answer
 * is that of `redeem`: an offer, and none where nobody said so.
 */
export const followSchema = z.strictObject({
  key: publishableKeySchema,
  grant: grantSchema,
  jwk: publicJwkSchema,
  proof: proofSchema,
})
export type Follow = z.infer<typeof followSchema>

/** A claim as a hub window knows it: by the window's address, or by what the shopper typed. */
const knownClaim = { claim: z.optional(claimIdSchema), code: z.optional(claimCodeSchema) }

/** `POST /v1/claim/look`: what there is to decide. */
export const lookSchema = z.strictObject(knownClaim)
export type Look = z.infer<typeof lookSchema>

/** What a hub window knows of the shopper's basket at this tenant. */
const windowBasketSchema = z.object({
  quantity: z.int(),
  total: z.optional(moneySchema),
})
export type WindowBasket = z.infer<typeof windowBasketSchema>

/** Whether frames in this browser may offer the tenant's basket; absent where that is not to be had. */
const isFollowedSchema = z.optional(z.boolean())

export const lookedSchema = z.object({
  tenantId: z.string(),
  tenantName: z.string(),
  /** Host of the site that asks. */
  where: hostSchema,
  /** Only for a window that came by the claim itself: both sides show it. Never to who knows but the code. */
  match: z.optional(matchDigitsSchema),
  isOtherNetwork: z.boolean(),
  /** Null where this browser has no basket of this tenant. */
  basket: z.nullable(windowBasketSchema),
  isFollowed: isFollowedSchema,
  expiresInMs: z.int(),
  now: z.int(),
})
export type Looked = z.infer<typeof lookedSchema>

/**
 * `POST /v1/claim/approve`. Without `digits` it is a near approval: it is worth nothing before the release that it
 * answers has reached the page that opened the window.
 */
export const approveSchema = z.strictObject({ ...knownClaim, digits: z.optional(matchDigitsSchema) })
export type Approve = z.infer<typeof approveSchema>

export const approvedSchema = z.object({
  isApproved: z.boolean(),
  /** How often the digits may still be tried, where they were wrong. */
  triesLeft: z.optional(z.int()),
  /** Origin of the page that may have the release. */
  to: z.optional(hostSchema),
  release: z.optional(releaseSchema),
  now: z.int(),
})
export type Approved = z.infer<typeof approvedSchema>

/** `POST /v1/claim/decline`: "Not me". */
export const declineSchema = z.strictObject(knownClaim)

/** `POST /v1/window/redeem`: what a ticket made out to the hub itself offers to this browser. */
export const windowRedeemSchema = z.strictObject({
  ticket: ticketSchema,
  /** Where the shopper wants to go on: a page of one of the tenant's channels. */
  to: z.optional(z.string().check(z.maxLength(2000))),
})
export const windowRedeemedSchema = z.object({
  pending: pendingSchema,
  tenantId: z.string(),
  tenantName: z.string(),
  from: hostSchema,
  basket: windowBasketSchema,
  /** What this browser has at this tenant, if that is another journey: it stays unless the shopper chooses. */
  kept: z.nullable(windowBasketSchema),
  isFollowed: isFollowedSchema,
  /** `to`, if it is a page of a channel. */
  to: z.nullable(z.string()),
  now: z.int(),
})
export type WindowRedeemed = z.infer<typeof windowRedeemedSchema>

/** `POST /v1/window/adopt`: the shopper said yes: this browser has that basket from now on. */
export const windowAdoptSchema = z.strictObject({ pending: pendingSchema })
export const windowAdoptedSchema = z.object({ now: z.int() })

const windowPlaceSchema = z.object({
  placeId: placeIdSchema,
  where: hostSchema,
  createdAt: z.int(),
  seenAt: z.int(),
})
/** `GET /v1/window/journeys`: where the shopper is, as far as this browser knows. */
export const windowJourneysSchema = z.object({
  journeys: z.array(
    z.object({
      tenantId: z.string(),
      tenantName: z.string(),
      basket: windowBasketSchema,
      places: z.array(windowPlaceSchema),
      isFollowed: isFollowedSchema,
      /** What the shopper has set for themselves, with the store's name. */
      preferences: z.object({
        captions: z.optional(captionsPreferenceSchema),
        store: z.optional(z.string()),
      }),
      /** What brings it back to a browser that has forgotten it. */
      passkeys: z.array(keptPasskeySchema),
    }),
  ),
  now: z.int(),
})
export type WindowJourneys = z.infer<typeof windowJourneysSchema>
export type WindowJourney = WindowJourneys['journeys'][number]

export const windowTenantParamsSchema = z.strictObject({ tenantId: z.string().check(z.maxLength(64)) })
export const windowPlaceParamsSchema = z.strictObject({
  tenantId: z.string().check(z.maxLength(64)),
  placeId: placeIdSchema,
})
