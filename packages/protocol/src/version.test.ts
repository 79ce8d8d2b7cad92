import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import { friendsAnswerSchema, friendsCartsSchema } from './friends/friends-cart.ts'
import { auditPageSchema } from './http/audit.ts'
import { consoleSessionSchema, consoleSignInSchema, postCueSchema } from './http/console.ts'
import {
  approvedSchema,
  approveSchema,
  claimedSchema,
  claimSchema,
  collectedSchema,
  collectSchema,
  followSchema,
  declineSchema,
  lookedSchema,
  lookSchema,
  windowAdoptedSchema,
  windowAdoptSchema,
  windowJourneysSchema,
  windowRedeemedSchema,
  windowRedeemSchema,
} from './http/claim.ts'
import {
  keptPasskeysSchema,
  madePasskeySchema,
  makePasskeySchema,
  passkeyCreationSchema,
  passkeyRequestSchema,
  removedPasskeySchema,
  usePasskeySchema,
} from './http/passkey.ts'
import {
  acceptSchema,
  grantedSchema,
  leftSchema,
  openJourneySchema,
  redeemedSchema,
  redeemSchema,
  resumeSchema,
  shopperExportSchema,
  signInSchema,
} from './http/journey.ts'
import { httpsSyncSchema } from './http/https-sync.ts'
import { creditQuerySchema, creditReportSchema, keptTouchesSchema } from './http/credit.ts'
import {
  placedOrderSchema,
  placeOrderSchema,
  receiptsSchema,
  refundedOrderSchema,
  refundOrderSchema,
} from './http/order.ts'
import { pickupAskSchema, pickupSchema } from './http/pickup.ts'
import { doneTaskSchema, storeTasksSchema, taskDoneSchema } from './http/store-task.ts'
import { adjustedPointsSchema, adjustPointsSchema } from './http/adjust-points.ts'
import { showInfoSchema } from './http/show-info.ts'
import { showListQuerySchema, showListSchema } from './http/show-list.ts'
import { trackReportSchema, trackSummarySchema } from './http/track.ts'
import { dropEntrySchema, dropLogPageSchema } from './drop/drop-log.ts'
import { dropSchema } from './drop/drop.ts'
import { waitingReportSchema } from './http/waiting.ts'
import { keptPreferencesSchema } from './journey/preferences.ts'
import { preferencesSchema } from './wire/preferences-answer.ts'
import { profileSchema } from './http/profile.ts'
import { proofClaimsSchema } from './journey/proof.ts'
import { isSpokenVersion, PROTOCOL_VERSION } from './version.ts'
import { downSchemas, upSchemas } from './wire/events.ts'
import { checkoutOpenAnswerSchema } from './wire/checkout.ts'
import { takenSchema, voteAnswerSchema } from './wire/chat.ts'
import { handshakeSchema } from './wire/handshake.ts'
import { mutateAnswerSchema } from './wire/mutate.ts'
import { ordersAnswerSchema } from './wire/order.ts'
import { showJoinAnswerSchema } from './wire/show-join.ts'
import { storesAnswerSchema } from './wire/pickup-store.ts'
import { pointsAnswerSchema } from './wire/points-answer.ts'
import { suggestAnswerSchema } from './wire/suggestion.ts'
import { syncAnswerSchema } from './wire/sync.ts'
import { ticketMintAnswerSchema } from './wire/ticket-mint.ts'
import { dropEnterAnswerSchema, waitlistJoinAnswerSchema, waitsSchema } from './wire/waits.ts'

/** Everything that crosses between a client and a hub. */
const wire = {
  handshake: handshakeSchema,
  up: upSchemas,
  down: downSchemas,
  answers: [
    mutateAnswerSchema,
    checkoutOpenAnswerSchema,
    syncAnswerSchema,
    showJoinAnswerSchema,
    ticketMintAnswerSchema,
    takenSchema,
    voteAnswerSchema,
    ordersAnswerSchema,
    storesAnswerSchema,
    suggestAnswerSchema,
    pointsAnswerSchema,
    waitlistJoinAnswerSchema,
    dropEnterAnswerSchema,
    waitsSchema,
    friendsAnswerSchema,
    friendsCartsSchema,
  ],
  journey: [openJourneySchema, resumeSchema, redeemSchema, redeemedSchema, acceptSchema, grantedSchema],
  claim: [claimSchema, claimedSchema, collectSchema, collectedSchema, followSchema],
  window: [
    lookSchema,
    lookedSchema,
    approveSchema,
    approvedSchema,
    declineSchema,
    windowRedeemSchema,
    windowRedeemedSchema,
    windowAdoptSchema,
    windowAdoptedSchema,
    windowJourneysSchema,
  ],
  passkey: [
    passkeyCreationSchema,
    makePasskeySchema,
    madePasskeySchema,
    passkeyRequestSchema,
    usePasskeySchema,
    removedPasskeySchema,
    keptPasskeysSchema,
  ],
  shopper: [
    signInSchema,
    leftSchema,
    shopperExportSchema,
    profileSchema,
    preferencesSchema,
    keptPreferencesSchema,
  ],
  show: [showInfoSchema, showListQuerySchema, showListSchema],
  order: [placeOrderSchema, placedOrderSchema, refundOrderSchema, refundedOrderSchema, receiptsSchema],
  drop: [dropSchema, dropEntrySchema, dropLogPageSchema],
  https: httpsSyncSchema,
  console: [
    consoleSignInSchema,
    consoleSessionSchema,
    postCueSchema,
    pickupAskSchema,
    adjustPointsSchema,
    adjustedPointsSchema,
    pickupSchema,
    storeTasksSchema,
    auditPageSchema,
    taskDoneSchema,
    doneTaskSchema,
    waitingReportSchema,
  ],
  credit: [creditQuerySchema, creditReportSchema, keptTouchesSchema],
  proof: proofClaimsSchema,
  track: [trackReportSchema, trackSummarySchema],
}

/** Version and hash move together: a changed schema wants a new version, or a line in its history while unreleased. */
const pinned = { version: 1, hash: '6de9bab5287deb99' }

test('the schemas are those of this version of the protocol', () => {
  const text = JSON.stringify(wire, (_key, value: unknown) =>
    value instanceof z.core.$ZodType ? z.toJSONSchema(value, { io: 'input', unrepresentable: 'any' }) : value,
  )
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 16)
  expect({ version: PROTOCOL_VERSION, hash }).toEqual(pinned)
})

test('a hub speaks its own version and the one before', () => {
  expect(isSpokenVersion(PROTOCOL_VERSION)).toBe(true)
  const spoken = [0, 1, 2, 3, 4].filter((version) => isSpokenVersion(version, 3))
  expect(spoken).toEqual([2, 3])
  // There was none before the first.
  expect([0, 1, 2].filter((version) => isSpokenVersion(version, 1))).toEqual([1])
})
