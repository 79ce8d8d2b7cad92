import {
  cartDeltaSchema,
  cartIdSchema,
  chatMessageSchema,
  leadSchema,
  pollIdSchema,
  reactionKindSchema,
  showIdSchema,
} from '@tote/protocol'
import * as z from 'zod'

const id = z.string().min(1).max(100)
const count = z.int().min(0)

/**
 * What nodes tell each other: that something moved. Whoever hears one and has not the state before it reads the database, so
 * a hint lost, doubled, late or out of order does no harm. A small change of a cart rides along and is told where it joins
 * on, which spares each node that follows the cart a transaction. The audience of a show and the word that a place has joined
 * or leads are in no table: they ride along, and the next one says it better. What is said and shown rides along too, for it is
 * told before it is written.
 */
const hintSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('cart'),
    cartId: cartIdSchema,
    rev: count,
    delta: z.optional(cartDeltaSchema),
  }),
  z.strictObject({ kind: z.literal('show'), tenantId: id, showId: showIdSchema, seq: count }),
  z.strictObject({ kind: z.literal('stock'), tenantId: id, variantIds: z.array(id).max(500) }),
  z.strictObject({
    kind: z.literal('waits'),
    tenantId: id,
    cartIds: z.array(id).max(500),
    variantIds: z.array(id).max(500),
  }),
  z.strictObject({ kind: z.literal('friends'), tenantId: id, journeyIds: z.array(id).max(500) }),
  z.strictObject({ kind: z.literal('audience'), tenantId: id, showId: showIdSchema, node: id, count }),
  z.strictObject({
    kind: z.literal('chat'),
    tenantId: id,
    showId: showIdSchema,
    message: chatMessageSchema,
  }),
  z.strictObject({
    kind: z.literal('reactions'),
    tenantId: id,
    showId: showIdSchema,
    node: id,
    pulse: count,
    counts: z.partialRecord(reactionKindSchema, count),
  }),
  z.strictObject({ kind: z.literal('votes'), pollId: pollIdSchema }),
  z.strictObject({ kind: z.literal('moved'), journeyId: id }),
  z.strictObject({ kind: z.literal('revoked'), placeId: id }),
  z.strictObject({ kind: z.literal('claim'), placeId: id }),
  z.strictObject({ kind: z.literal('lead'), journeyId: id, lead: leadSchema }),
  z.strictObject({ kind: z.literal('leadWanted'), journeyId: id }),
  z.strictObject({ kind: z.literal('joined'), journeyId: id, placeId: id, where: z.string().max(255) }),
])

export type Hint = z.infer<typeof hintSchema>

const packetSchema = z.array(hintSchema).max(1000)

/** @throws what zod or JSON does, when this is no packet of hints. */
export function parseHints(text: string): Hint[] {
  return packetSchema.parse(JSON.parse(text))
}

/** Hints of one key say the same thing: the later one is enough. Each change of a cart is one of its own. */
export function keyOf(hint: Hint): string {
  switch (hint.kind) {
    case 'cart':
      return `cart:${hint.cartId}:${hint.rev}`
    case 'show':
      return `show:${hint.tenantId}:${hint.showId}`
    case 'stock':
      return `stock:${hint.tenantId}:${hint.variantIds.join()}`
    case 'waits':
      return `waits:${hint.tenantId}:${hint.variantIds.join()}:${hint.cartIds.join()}`
    case 'friends':
      return `friends:${hint.tenantId}:${hint.journeyIds.join()}`
    case 'audience':
      return `audience:${hint.tenantId}:${hint.showId}`
    case 'chat':
      return `chat:${hint.message.id}`
    case 'reactions':
      return `reactions:${hint.node}:${hint.pulse}`
    case 'votes':
      return `votes:${hint.pollId}`
    case 'lead':
      return `lead:${hint.journeyId}`
    case 'leadWanted':
      return `leadWanted:${hint.journeyId}`
    case 'moved':
      return `moved:${hint.journeyId}`
    case 'revoked':
      return `revoked:${hint.placeId}`
    case 'claim':
      return `claim:${hint.placeId}`
    case 'joined':
      return `joined:${hint.placeId}`
    default:
      return hint satisfies never
  }
}
