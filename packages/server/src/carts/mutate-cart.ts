import {
  limits,
  lineId,
  ToteError,
  type CartDelta,
  type LineId,
  type Mutate,
  type MutateAnswer,
  type Mutation,
  type ShowId,
  type VariantId,
  type Verdict,
} from '@tote/protocol'
import { selectCart, updateCart } from '../store/cart-store.ts'
import { selectJourney } from '../store/journey-store.ts'
import { claimClient, logMutations, selectVerdicts, useNumbers } from '../store/mutation-store.ts'
import { selectWatchers } from '../store/friends-line-store.ts'
import { writeHolds } from '../store/hold-store.ts'
import { markShopCart } from '../store/shop-cart-store.ts'
import { insertAdded } from '../store/touch-store.ts'
import type { Db, Store } from '../store/store.ts'
import type { Tenant } from '../store/tenant-store.ts'
import { tellStock } from '../stock/tell-stock.ts'
import { Batch } from './batch.ts'
import { emitCartChanged } from './emit-cart-changed.ts'
import { readWishWorld, readWorld, type LockedWorld } from './cart-world.ts'

/** Who speaks: a place's journey and the cart that goes with it. */
export interface CartSpeaker {
  readonly tenant: Tenant
  readonly journeyId: string
  readonly cartId: string
  /** Origin of the site it speaks from, to which what is added and bought there is credited; null or absent where none is kept. */
  readonly channel?: string | null
}

export interface Mutated {
  readonly answer: MutateAnswer
  /** What every place of the journey has to hear; null when nothing changed. */
  readonly delta: CartDelta | null
  /** Variants of which more or fewer are free now. */
  readonly stockChanged: readonly string[]
  /** Carts whose places in lines changed. */
  readonly waitsChanged: readonly string[]
  /** Journeys whose friends' carts may look otherwise now. */
  readonly friendsChanged: readonly string[]
  /** How many had been decided before. */
  readonly repeated: number
}

export interface MutateRequest {
  readonly message: Mutate
  readonly nowMs: number
  /** Programme time of the speaker's picture of a show, where it is known. */
  readonly pictureIn?: (showId: ShowId) => number | null
  /** A shelf of a friends' cart: it holds no stock, has no credit, and no shop is told of it. */
  readonly isWish?: boolean
}

/**
 * Applies a batch in one transaction: gate, rule, stock, verdict, revision. It resolves after the commit,
 * so whoever is told of the result can rely on it.
 *
 * The gate: a `uid` in the log gets its stored verdict; a number that another operation used is
 * `mid_reused`; a number further on than the next is a `gap`. What came before a refusal by the gate in
 * the same batch stays undone too: nothing of it was answered, and it will be sent again.
 *
 * Locks are taken in one order everywhere: client, cart, stock by variant and location.
 *
 * @throws ToteError `forbidden`, `moved`, `expired`, `mid_reused`, `gap`: nothing was stored.
 */
export async function mutateCart(
  store: Store,
  speaker: CartSpeaker,
  request: MutateRequest,
): Promise<Mutated> {
  const { muts, sentAt } = request.message
  if (muts.some(({ at }) => sentAt - at > limits.maxOpAgeMs)) throw new ToteError('expired')
  return store.transaction((trx) => mutateIn(trx, speaker, request))
}

/** The same as part of a transaction. */
export async function mutateIn(
  trx: Db,
  speaker: CartSpeaker,
  { message, nowMs, pictureIn = () => null, isWish = false }: MutateRequest,
): Promise<Mutated> {
  const { tenant, cartId } = speaker
  const { clientId } = message
  const lastMid = await bindClient(trx, speaker, { clientId, nowMs })
  const { cart } = await lockActiveCart(trx, speaker, message.cartId)
  const known = await selectVerdicts(
    trx,
    tenant.id,
    message.muts.map(({ uid }) => uid),
  )
  const asked = { cart, ops: message.muts.map(({ op }) => op), nowMs }
  const world = await (isWish ? readWishWorld : readWorld)(trx, tenant, asked)
  const { holdMs, sendsLines } = tenant
  const batch = new Batch(cart, world, { lastMid, holdMs, sendsLines })
  const decided: { mutation: Mutation; verdict: Verdict }[] = []
  for (const mutation of message.muts) {
    const before = known.get(mutation.uid)
    if (before !== undefined) {
      batch.repeat(mutation.mid, before)
      continue
    }
    const verdict = batch.decide(mutation)
    decided.push({ mutation, verdict })
    known.set(mutation.uid, verdict)
  }
  if (batch.lastMid > lastMid)
    await useNumbers(trx, tenant.id, { clientId, after: lastMid, to: batch.lastMid, nowMs })
  await logMutations(trx, tenant.id, { clientId, cartId, decided, nowMs })
  const answer = { results: batch.results, lastMid: batch.lastMid, rev: batch.cart.rev }
  // Nothing but repeats and refusals: a cart that is being paid keeps what its check-out holds.
  if (batch.cart.rev === cart.rev) return { ...nothing, answer, repeated: batch.repeated }
  await updateCart(trx, tenant.id, { cart: batch.cart, changed: batch.changed, nowMs })
  const stockChanged = await writeStock(trx, tenant, { batch, world })
  const delta: CartDelta = {
    cartId: cart.id,
    from: cart.rev,
    to: batch.cart.rev,
    lines: batch.changed,
    meta: batch.cart.meta,
    by: { clientId, mid: batch.lastMid },
  }
  if (isWish) return { ...nothing, answer, delta, repeated: batch.repeated }
  await noteAdded(trx, speaker, { batch, message, nowMs, pictureIn })
  await emitCartChanged(trx, tenant, { cart: batch.cart, nowMs })
  await markShopCart(trx, tenant, { cartId, nowMs })
  await tellStock(trx, tenant, { variantIds: stockChanged, nowMs })
  const waitsChanged = world.book.served.length === 0 ? [] : [cart.id]
  // What was taken out of the cart is free again where friends see it.
  const isLess = batch.changed.some(({ qty }) => qty === 0)
  const friendsChanged = isLess ? await selectWatchers(trx, tenant.id, cart.id) : []
  return { answer, delta, stockChanged, waitsChanged, friendsChanged, repeated: batch.repeated }
}

const nothing = { delta: null, stockChanged: [], waitsChanged: [], friendsChanged: [] }

/** Remembers in which show each line was added, once a line. */
async function noteAdded(
  db: Db,
  { tenant, journeyId, channel }: CartSpeaker,
  { batch, message, nowMs, pictureIn }: Required<Omit<MutateRequest, 'isWish'>> & { batch: Batch },
): Promise<void> {
  if (channel == null) return
  const decided = new Set(batch.decided)
  const shows = new Map<LineId, { showId: ShowId; variantId: VariantId }>()
  for (const { mid, op } of message.muts)
    if (op.op === 'addLine' && op.showId !== undefined && decided.has(mid))
      shows.set(lineId(op), { showId: op.showId, variantId: op.variantId })
  for (const [id, { showId, variantId }] of shows)
    await insertAdded(db, {
      tenantId: tenant.id,
      journeyId,
      showId,
      channel,
      lineId: id,
      variantId,
      nowMs,
      picture: pictureIn(showId),
    })
}

/**
 * The cart a message is about, locked.
 * @throws ToteError `forbidden` for another journey's cart, `moved` for one that became part of another.
 */
export async function lockActiveCart(db: Db, { tenant, cartId }: CartSpeaker, asked: string) {
  const stored = await selectCart(db, tenant.id, cartId, { toWrite: true })
  if (stored === undefined) throw new ToteError('forbidden', 'This cart is gone.')
  if (stored.mergedInto !== null) throw new ToteError('moved')
  if (asked === cartId) return stored
  const other = await selectCart(db, tenant.id, asked, { toWrite: true })
  // It went over into another, the speaker's or one that its lines were taken along to: whoever names it has not heard yet.
  // Nothing more can become of it, so that a stranger who names it learns nothing either.
  if (other !== undefined && other.mergedInto !== null) throw new ToteError('moved')
  throw new ToteError('forbidden', 'This cart belongs to another journey.')
}

/** The first use of a client's id binds it to the journey; another journey cannot use it. */
async function bindClient(
  db: Db,
  { tenant, journeyId }: CartSpeaker,
  { clientId, nowMs }: { clientId: string; nowMs: number },
): Promise<number> {
  const client = await claimClient(db, tenant.id, { clientId, journeyId, nowMs })
  if (client.journeyId === journeyId) return client.lastMid
  // It went over with the speaker's own journey, which has not heard of it yet: nothing is refused for good.
  const now = await selectJourney(db, tenant.id, journeyId)
  if (now?.id === client.journeyId) throw new ToteError('moved')
  // A tab that was doubled before it moved speaks under the id of both: under another its wishes are as good.
  throw new ToteError('mid_reused', 'This client id belongs to another journey.')
}

async function writeStock(
  db: Db,
  tenant: Tenant,
  { batch, world }: { batch: Batch; world: LockedWorld },
): Promise<string[]> {
  const { book } = world
  const changes = book.heldChanges()
  if (world.holds.length === 0 && book.holds.length === 0 && book.served.length === 0) return []
  const untilMs = new Map(
    batch.cart.lines.map((line) => [String(line.id), line.hold?.untilMs ?? world.nowMs]),
  )
  await writeHolds(db, tenant.id, {
    cartId: batch.cart.id,
    book,
    ending: 'released',
    expiresAt: (lineId) => untilMs.get(lineId) ?? world.nowMs,
    checkoutId: null,
    nowMs: world.nowMs,
  })
  return [...new Set(changes.map(({ variantId }) => variantId))]
}
