export {
  cartIdSchema,
  clientIdSchema,
  journeyIdSchema,
  lineIdSchema,
  locationIdSchema,
  mutationUidSchema,
  placeIdSchema,
  planIdSchema,
  productIdSchema,
  showIdSchema,
  tenantIdSchema,
  variantIdSchema,
} from './ids.ts'
export type {
  CartId,
  ClientId,
  JourneyId,
  LineId,
  LocationId,
  MutationUid,
  PlaceId,
  PlanId,
  ProductId,
  ShowId,
  TenantId,
  VariantId,
} from './ids.ts'
export { limits } from './limits.ts'
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
export { errorTable, isErrorCode, ToteError } from './errors.ts'
export type { ErrorCode, ErrorDetails, FinalCode } from './errors.ts'
export { PROTOCOL_VERSION } from './version.ts'
export { catalogueSchema, productSchema, variantSchema } from './catalogue/product.ts'
export type { Catalogue, Product, Variant } from './catalogue/product.ts'
export { attributesSchema, sortAttributes } from './cart/attribute.ts'
export type { Attribute } from './cart/attribute.ts'
export { lineId } from './cart/line-id.ts'
export type { LineIdentity } from './cart/line-id.ts'
export { cartLineSchema, cartMetaSchema, cartSchema, emptyCart, visibleLines } from './cart/cart.ts'
export type { Cart, CartLine, CartMeta } from './cart/cart.ts'
export { cartOpSchema, quantitySchema } from './cart/op.ts'
export type { CartOp } from './cart/op.ts'
export { apply, findLine, quantityOf, withLines } from './cart/apply.ts'
export type { Applied, CartWorld, VariantFacts } from './cart/apply.ts'
export { mergeCarts } from './cart/merge.ts'
export type { Merged } from './cart/merge.ts'
export { cueSchema, momentSchema, programmeTimeSchema, showEventSchema } from './show/show-event.ts'
export type { Cue, Moment, ShowEvent } from './show/show-event.ts'
export { byProgrammeTime, emptyMoment, foldCues, nextCueAt, priceAt } from './show/fold-cues.ts'
export { showSchema } from './show/show.ts'
export type { Show } from './show/show.ts'
export { showSnapshotSchema } from './show/show-snapshot.ts'
export type { ShowSnapshot } from './show/show-snapshot.ts'
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
} from './journey/proof.ts'
export type { ProofAct, ProofClaims, PublicJwk } from './journey/proof.ts'
export { errorBodySchema, toErrorBody, toToteError, wireErrorSchema } from './http/error-body.ts'
export type { ErrorBody, WireError } from './http/error-body.ts'
export {
  acceptSchema,
  grantedSchema,
  offerSchema,
  openJourneySchema,
  redeemedSchema,
  redeemSchema,
  resumeSchema,
  showParamsSchema,
} from './http/journey.ts'
export type { Accept, Granted, Offer, OpenJourney, Redeem, Redeemed, Resume } from './http/journey.ts'
export { showInfoSchema } from './http/show-info.ts'
export type { ShowInfo } from './http/show-info.ts'
export {
  consoleSessionSchema,
  consoleSignInSchema,
  cueIntentSchema,
  postCueSchema,
  postedCueSchema,
} from './http/console.ts'
export type { ConsoleSession, ConsoleSignIn, CueIntent, PostCue, PostedCue } from './http/console.ts'
export { handshakeSchema } from './wire/handshake.ts'
export type { Handshake } from './wire/handshake.ts'
export { mutateAnswerSchema, mutateSchema, mutationSchema, verdictSchema } from './wire/mutate.ts'
export type { Mutate, MutateAnswer, Mutation, Verdict } from './wire/mutate.ts'
export { syncAnswerSchema, syncSchema } from './wire/sync.ts'
export type { Sync, SyncAnswer } from './wire/sync.ts'
export { cartDeltaSchema } from './wire/cart-delta.ts'
export type { CartDelta } from './wire/cart-delta.ts'
export { helloSchema } from './wire/hello.ts'
export type { Hello } from './wire/hello.ts'
export { showJoinAnswerSchema, showJoinSchema } from './wire/show-join.ts'
export type { ShowJoin, ShowJoinAnswer } from './wire/show-join.ts'
export { catalogueNewsSchema, showNewsSchema, showPulseSchema } from './wire/show-news.ts'
export type { CatalogueNews, ShowNews, ShowPulse } from './wire/show-news.ts'
export { ticketMintAnswerSchema, ticketMintSchema } from './wire/ticket-mint.ts'
export type { TicketMint, TicketMintAnswer } from './wire/ticket-mint.ts'
export { placeJoinedSchema } from './wire/place-joined.ts'
export type { PlaceJoined } from './wire/place-joined.ts'
export { byeSchema } from './wire/bye.ts'
export type { Bye } from './wire/bye.ts'
export { parseAnswer } from './wire/answer.ts'
export type { Answer } from './wire/answer.ts'
export { downSchemas, upSchemas } from './wire/events.ts'
export type { DownEvents, UpEvents } from './wire/events.ts'
