export {
  cartIdSchema,
  checkoutIdSchema,
  chatIdSchema,
  clientIdSchema,
  journeyIdSchema,
  lineIdSchema,
  locationIdSchema,
  merchantIdSchema,
  mutationUidSchema,
  placeIdSchema,
  pollIdSchema,
  planIdSchema,
  productIdSchema,
  showIdSchema,
  tenantIdSchema,
  variantIdSchema,
} from './ids.ts'
export type {
  CartId,
  CheckoutId,
  ChatId,
  ClientId,
  JourneyId,
  LineId,
  LocationId,
  MerchantId,
  MutationUid,
  PlaceId,
  PollId,
  PlanId,
  ProductId,
  ShowId,
  TenantId,
  VariantId,
} from './ids.ts'
export { limits } from './limits.ts'
export { posterUrl } from './http/poster-url.ts'
export {
  addMoney,
  amountSchema,
  currencyCodeSchema,
  formatMoney,
  money,
  moneySchema,
  multiplyMoney,
  priceSchema,
} from './money.ts'
export type { Money } from './money.ts'
export { pair } from './pair.ts'
export { errorTable, isErrorCode, ToteError } from './errors.ts'
export type { ErrorCode, ErrorDetails, FinalCode } from './errors.ts'
export { isSpokenVersion, PROTOCOL_VERSION } from './version.ts'
export { catalogueSchema, productSchema, variantSchema } from './catalogue/product.ts'
export type { Catalogue, Product, Variant } from './catalogue/product.ts'
export { attributesSchema, sortAttributes } from './cart/attribute.ts'
export type { Attribute } from './cart/attribute.ts'
export { lineId } from './cart/line-id.ts'
export type { LineIdentity } from './cart/line-id.ts'
export {
  cartLineSchema,
  cartMetaSchema,
  cartSchema,
  emptyCart,
  fulfilmentOf,
  visibleLines,
} from './cart/cart.ts'
export type { Cart, CartLine, CartMeta } from './cart/cart.ts'
export { cartCost } from './cart/cost.ts'
export type { CartCost } from './cart/cost.ts'
export { checkoutPartSchema } from './cart/checkout-part.ts'
export type { CheckoutPart, CheckoutProblem, FailedPart, PartProblem } from './cart/checkout-part.ts'
export { splitCart } from './cart/split-cart.ts'
export type { MerchantCart } from './cart/split-cart.ts'
export { cartCodeSchema, discountCodeSchema, discountSchema, toDiscountCode } from './cart/discount.ts'
export type { CartCode, Discount } from './cart/discount.ts'
export { fulfilmentSchema } from './cart/fulfilment.ts'
export type { Fulfilment } from './cart/fulfilment.ts'
export { parseCartLink, toCartLink, toCartPermalink } from './cart/cart-link.ts'
export type { LinkedLine } from './cart/cart-link.ts'
export { cartOpSchema, quantitySchema } from './cart/op.ts'
export type { CartOp } from './cart/op.ts'
export { apply, findLine, quantityOf, soldBy, withLines } from './cart/apply.ts'
export type { Applied, CartWorld, VariantFacts } from './cart/apply.ts'
export { applyCounted } from './cart/apply-counted.ts'
export type { CountedWorld } from './cart/apply-counted.ts'
export { reconcile } from './cart/reconcile.ts'
export type { Agreed } from './cart/reconcile.ts'
export { mergeCarts } from './cart/merge.ts'
export type { Merged } from './cart/merge.ts'
export { cueSchema, momentSchema, programmeTimeSchema, showEventSchema } from './show/show-event.ts'
export type { Cue, Moment, ShowEvent } from './show/show-event.ts'
export { byProgrammeTime, emptyMoment, foldCues, nextCueAt, priceAt } from './show/fold-cues.ts'
export { chatTextSchema, cleanChatText } from './show/chat-text.ts'
export { pollOptionsSchema, pollQuestionSchema, talliesSchema, tallySchema } from './show/poll.ts'
export type { Tally } from './show/poll.ts'
export { showSchema } from './show/show.ts'
export type { CaptionFile, Show } from './show/show.ts'
export { showSnapshotSchema } from './show/show-snapshot.ts'
export type { ShowSnapshot } from './show/show-snapshot.ts'
export { CLAIM_CODE_LENGTH, CLAIM_LETTERS, formatClaimCode, toClaimCode } from './journey/claim-code.ts'
export { claimCodeSchema, claimIdSchema, matchDigitsSchema, releaseSchema } from './journey/claim.ts'
export { isLeadNews, laterLead, leadSchema, pdtAt } from './journey/lead.ts'
export type { Lead } from './journey/lead.ts'
export { heardPositionSchema, positionSchema } from './journey/position.ts'
export type { HeardPosition, Position } from './journey/position.ts'
export {
  grantSchema,
  pendingSchema,
  PROOF_TYPE,
  proofClaimsSchema,
  proofSchema,
  publicJwkSchema,
  publishableKeySchema,
  ticketSchema,
  tokenSchema,
} from './journey/proof.ts'
export type { ProofAct, ProofClaims, PublicJwk } from './journey/proof.ts'
export { errorBodySchema, toErrorBody, toToteError, wireErrorSchema } from './http/error-body.ts'
export type { ErrorBody, WireError } from './http/error-body.ts'
export {
  acceptSchema,
  grantedSchema,
  leftSchema,
  offerSchema,
  openJourneySchema,
  placeParamsSchema,
  redeemedSchema,
  redeemSchema,
  resumeSchema,
  shopperExportSchema,
  showParamsSchema,
  signInSchema,
} from './http/journey.ts'
export type {
  Accept,
  Granted,
  Offer,
  OpenJourney,
  Redeem,
  Redeemed,
  Resume,
  ShopperExport,
  SignIn,
} from './http/journey.ts'
export { httpsSyncSchema } from './http/https-sync.ts'
export type { HttpsSync, HttpsSynced } from './http/https-sync.ts'
export {
  checkoutParamsSchema,
  placedOrderSchema,
  placeOrderSchema,
  receiptsSchema,
  refundedOrderSchema,
  refundOrderSchema,
} from './http/order.ts'
export type { PlacedOrder, PlaceOrder, Receipts, RefundedOrder, RefundOrder } from './http/order.ts'
export { waitingReportSchema } from './http/waiting.ts'
export type { WaitingReport } from './http/waiting.ts'
export { creditQuerySchema, creditReportSchema, creditRuleSchema, keptTouchesSchema } from './http/credit.ts'
export type { CreditGroup, CreditQuery, CreditReport, CreditRule, KeptTouches } from './http/credit.ts'
export { showInfoSchema } from './http/show-info.ts'
export type { ShowInfo } from './http/show-info.ts'
export { listedShowSchema, showListQuerySchema, showListSchema } from './http/show-list.ts'
export type { ListedShow, ShowList } from './http/show-list.ts'
export {
  consoleSessionSchema,
  consoleSignInSchema,
  cueIntentSchema,
  postCueSchema,
  postedCueSchema,
} from './http/console.ts'
export type { ConsoleSession, ConsoleSignIn, CueIntent, PostCue, PostedCue } from './http/console.ts'
export {
  contentTypeSchema,
  qoeSchema,
  trackNameSchema,
  trackReportSchema,
  trackSummarySchema,
} from './http/track.ts'
export type {
  ContentType,
  Percentiles,
  Qoe,
  TrackName,
  TrackReport,
  TrackShare,
  TrackSummary,
} from './http/track.ts'
export { handshakeSchema } from './wire/handshake.ts'
export type { Handshake } from './wire/handshake.ts'
export { mutateAnswerSchema, mutateSchema, mutationSchema, verdictSchema } from './wire/mutate.ts'
export type { Mutate, MutateAnswer, Mutation, Verdict } from './wire/mutate.ts'
export { syncAnswerSchema, syncSchema } from './wire/sync.ts'
export type { Sync, SyncAnswer } from './wire/sync.ts'
export { cartDeltaSchema } from './wire/cart-delta.ts'
export type { CartDelta } from './wire/cart-delta.ts'
export { checkoutCancelSchema, checkoutOpenAnswerSchema, checkoutOpenSchema } from './wire/checkout.ts'
export type { Checkout, CheckoutCancel, CheckoutOpen, CheckoutOpenAnswer } from './wire/checkout.ts'
export type { Pickup, PickupAsk } from './http/pickup.ts'
export type { Order, OrdersAnswer } from './wire/order.ts'
export { ordersSchema } from './wire/orders.ts'
export type { Orders } from './wire/orders.ts'
export type {
  Address,
  OpenSpan,
  PickupStore,
  StoreHours,
  StoresAnswer,
  Upcoming,
} from './wire/pickup-store.ts'
export { storesSchema } from './wire/stores.ts'
export type { Stores } from './wire/stores.ts'
export { adjustedPointsSchema, adjustPointsSchema } from './http/adjust-points.ts'
export type { AdjustedPoints, AdjustPoints } from './http/adjust-points.ts'
export { pointsSchema } from './wire/points.ts'
export type { Points } from './wire/points.ts'
export { preferencesAskSchema } from './wire/preferences.ts'
export type { PreferencesAsk } from './wire/preferences.ts'
export type { KeptPreferences, PreferencesChange } from './journey/preferences.ts'
export type { CaptionsPreference, Preferences } from './wire/preferences-answer.ts'
export { profileAskSchema } from './wire/profile-ask.ts'
export type { ProfileAsk } from './wire/profile-ask.ts'
export type { Profile } from './http/profile.ts'
export type { PointsAnswer, PointsEntry } from './wire/points-answer.ts'
export { suggestSchema } from './wire/suggest.ts'
export type { Suggest } from './wire/suggest.ts'
export type { SuggestAnswer, Suggestion, SuggestionReason } from './wire/suggestion.ts'
export { stockNewsSchema } from './wire/stock-news.ts'
export type { StockNews } from './wire/stock-news.ts'
export { helloSchema } from './wire/hello.ts'
export type { Hello } from './wire/hello.ts'
export {
  chatMessageSchema,
  chatSchema,
  reactionKindSchema,
  reactSchema,
  takenSchema,
  voteAnswerSchema,
  voteSchema,
} from './wire/chat.ts'
export type { Chat, ChatMessage, React, ReactionKind, Taken, Vote, VoteAnswer } from './wire/chat.ts'
export { crowdSchema, showJoinAnswerSchema, showJoinSchema } from './wire/show-join.ts'
export type { Crowd, ShowJoin, ShowJoinAnswer } from './wire/show-join.ts'
export { catalogueNewsSchema, showNewsSchema, showPulseSchema } from './wire/show-news.ts'
export type { CatalogueNews, ShowNews, ShowPulse } from './wire/show-news.ts'
export { ticketMintAnswerSchema, ticketMintSchema } from './wire/ticket-mint.ts'
export type { TicketMint, TicketMintAnswer } from './wire/ticket-mint.ts'
export { dropEnterSchema, dropLeaveSchema, waitlistJoinSchema, waitlistLeaveSchema } from './wire/waitlist.ts'
export type { DropEnter, DropLeave, WaitlistJoin, WaitlistLeave } from './wire/waitlist.ts'
export type { DropEnterAnswer, Wait, WaitlistJoinAnswer, Waits } from './wire/waits.ts'
export { placeJoinedSchema } from './wire/place-joined.ts'
export type { PlaceJoined } from './wire/place-joined.ts'
export { claimSettledSchema } from './wire/claim-settled.ts'
export type { ClaimSettled } from './wire/claim-settled.ts'
export { posSchema } from './wire/pos.ts'
export type { Pos } from './wire/pos.ts'
export { placeRemoveSchema } from './wire/place-remove.ts'
export type { PlaceRemove } from './wire/place-remove.ts'
export { beatAnswerSchema } from './wire/beat.ts'
export { backoffMs } from './wire/backoff.ts'
export { byeSchema } from './wire/bye.ts'
export type { Bye } from './wire/bye.ts'
export { parseAnswer } from './wire/answer.ts'
export type { Answer } from './wire/answer.ts'
export { downSchemas, upSchemas } from './wire/events.ts'
export type { DownEvents, UpEvents } from './wire/events.ts'
