import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  cartIdSchema,
  cartOpSchema,
  clientIdSchema,
  emptyCart,
  mutationUidSchema,
  type CartId,
  type CartOp,
  ToteError,
  type CheckoutOpenAnswer,
} from '@tote/protocol'
import { applyTenantFile, type Store } from '@tote/server'
import {
  findTenant,
  insertCart,
  mutateCart,
  openCheckout,
  parseTenantFile,
  placeOrder,
  selectStockDrift,
  type CartSpeaker,
  type Tenant,
} from '@tote/server/rules'
import { createRandom } from '@tote/testkit/random'

export const BUYERS = 400
export const UNITS = 137
/** Goods beside the drop that carts have in any order: enough for some, not for all. */
const OTHERS = ['cap', 'mug', 'scarf', 'throw'] as const
const UNITS_OF_OTHERS = 90
const CODE_USES = 25

export interface RoundResult {
  readonly placed: number
  readonly units: number
  /** What was promised and must not be, in words; empty when all held. */
  readonly violations: readonly string[]
  /** What was not answered at all, such as a deadlock that three more runs did not resolve. */
  readonly unanswered: readonly string[]
}

/**
 * One drop: more buyers than units, all at once, through the hub's own rules on several nodes' pools. Each puts
 * the drop and some other goods into a cart in an order of its own, most with the code of few uses; who has
 * something pays, and the shop confirms each order twice at once.
 */
export async function runRaceRound(
  nodes: readonly Store[],
  { seed, buyers = BUYERS }: { seed: number; buyers?: number },
): Promise<RoundResult> {
  const [node] = nodes
  if (node === undefined) throw new Error('a race needs a node')
  const random = createRandom(seed)
  const tenant = await openShop(node, `race-${seed}-${randomUUID().slice(0, 8)}`)
  const unanswered: string[] = []
  const orders: string[] = []
  const plans = Array.from({ length: buyers }, (_, index): Plan => {
    const goods = random.shuffle(['drop', ...OTHERS.filter(() => random.next() < 0.4)])
    const pickup = random.next() < 0.2 ? ONLY_PICKUP : null
    return {
      store: nodes[index % nodes.length] ?? node,
      goods,
      hasCode: random.next() < 0.7,
      pickup,
      sends: pickup !== null && random.next() < 0.5 ? random.pick(goods) : null,
      isSplit: random.next() < 0.5,
    }
  })
  const outcomes = await Promise.allSettled(plans.map((plan) => buy(tenant, plan, orders)))
  for (const outcome of outcomes) if (outcome.status === 'rejected') unanswered.push(describe(outcome.reason))
  return { ...(await look(node, tenant, orders)), unanswered }
}

function describe(reason: unknown): string {
  const cause = reason instanceof Error && reason.cause instanceof Error ? `: ${reason.cause.message}` : ''
  return `${String(reason)}${cause}`
}

interface Plan {
  readonly store: Store
  readonly goods: readonly string[]
  readonly hasCode: boolean
  /** Where it is picked up; null for what is delivered. */
  readonly pickup: string | null
  /** The one thing of a pick-up that is sent all the same. */
  readonly sends: string | null
  readonly isSplit: boolean
}

async function buy(tenant: Tenant, plan: Plan, orders: string[]): Promise<void> {
  const { store, goods, hasCode, pickup, sends, isSplit } = plan
  const cartId = cartIdSchema.parse(randomUUID())
  await answered(() => insertCart(store.db, tenant.id, { cart: emptyCart(cartId, 'EUR'), nowMs: Date.now() }))
  const speaker: CartSpeaker = { tenant, journeyId: randomUUID(), cartId }
  const ops = [
    ...(pickup === null
      ? []
      : [cartOpSchema.parse({ op: 'setFulfillment', fulfilment: { kind: 'pickup', locationId: pickup } })]),
    ...goods.map((variantId) => cartOpSchema.parse({ op: 'addLine', variantId, qty: 1 })),
    // What was held for it at the store moves to where it is sent from, among all who take from both.
    ...(sends === null ? [] : [cartOpSchema.parse({ op: 'sendLine', lineId: sends, isSent: true })]),
    ...(hasCode ? [cartOpSchema.parse({ op: 'applyDiscountCode', code: 'FEW' })] : []),
  ]
  // One page sends all at once; another buyer has two pages, each with its own part.
  const rev = await (isSplit
    ? Promise.all([act(store, speaker, ops.slice(0, 1)), act(store, speaker, ops.slice(1))]).then((revs) =>
        Math.max(...revs),
      )
    : act(store, speaker, ops))
  const opened = await pay(store, speaker, { cartId, rev })
  if (!opened.ok) return
  const ref = `order-${cartId}`
  const confirm = () =>
    answered(() =>
      placeOrder(store, tenant, { checkoutId: opened.checkout.id, externalRef: ref, nowMs: Date.now() }),
    )
  const told = await Promise.all([confirm(), confirm()])
  if (told.filter(({ isNew }) => isNew).length !== 1) throw new Error(`${ref} was new twice or never`)
  orders.push(opened.checkout.id)
}

/** All in one batch by a page of its own; returns the cart's revision after it. */
async function act(store: Store, speaker: CartSpeaker, ops: readonly CartOp[]): Promise<number> {
  if (ops.length === 0) return 0
  const message = {
    cartId: cartIdSchema.parse(speaker.cartId),
    clientId: clientIdSchema.parse(randomUUID()),
    sentAt: 0,
    muts: ops.map((op, index) => ({ mid: index + 1, uid: mutationUidSchema.parse(randomUUID()), op, at: 0 })),
  }
  const { answer } = await answered(() => mutateCart(store, speaker, { message, nowMs: Date.now() }))
  return answer.rev
}

/**
 * Asks again while the hub is busy, as a page does: with hundreds at once on two pools some wait too long for a
 * connection. A deadlock that came back after the store's own retries is not of that kind.
 */
async function answered<T>(ask: () => Promise<T>): Promise<T> {
  for (;;)
    try {
      return await ask()
    } catch (error) {
      if (!(error instanceof ToteError) || error.code !== 'busy' || isDeadlock(error.cause)) throw error
      await sleep(50 + Math.random() * 200)
    }
}

function isDeadlock(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && (cause.code === '40P01' || cause.code === '40001')
}

/** A code that ran out meanwhile is left to those who have it: then without. */
async function pay(
  store: Store,
  speaker: CartSpeaker,
  { cartId, rev }: { cartId: CartId; rev: number },
): Promise<CheckoutOpenAnswer> {
  const open = (at: number) =>
    answered(() =>
      openCheckout(store, speaker, { message: { cartId, rev: at }, nowMs: Date.now(), newId: randomUUID }),
    )
  const { answer } = await open(rev)
  if (answer.ok || !answer.problems.some(({ code }) => code === 'bad_code')) return answer
  const without = await act(store, speaker, [cartOpSchema.parse({ op: 'removeDiscountCode', code: 'FEW' })])
  return (await open(without)).answer
}

async function look(
  { db }: Store,
  tenant: Tenant,
  orders: readonly string[],
): Promise<Omit<RoundResult, 'unanswered'>> {
  const violations: string[] = []
  const stock = await db.selectFrom('stock').selectAll().where('tenant_id', '=', tenant.id).execute()
  const checkouts = await db.selectFrom('checkout').selectAll().where('tenant_id', '=', tenant.id).execute()
  const placed = checkouts.filter(({ state }) => state === 'placed')
  const sold = new Map<string, number>()
  /** By what the orders say. */
  const sent = new Map<string, number>()
  let withCode = 0
  for (const { frozen_json } of placed) {
    // Written by openCheckout.
    const frozen = JSON.parse(frozen_json) as {
      lines: { id: string; variantId: string; qty: number; isSent?: boolean }[]
      codes: unknown[]
      fulfilment: { kind: string }
      ships: { lineId: string; locationId: string; qty: number }[]
    }
    for (const { id, variantId, qty, isSent } of frozen.lines) {
      const isFetched = frozen.fulfilment.kind === 'pickup' && isSent !== true
      sold.set(variantId, (sold.get(variantId) ?? 0) + qty)
      const parcels = frozen.ships.filter(({ lineId }) => lineId === id)
      if (parcels.reduce((sum, parcel) => sum + parcel.qty, 0) !== qty)
        violations.push(`of ${qty} ${variantId} it is not said where each came from`)
      for (const { locationId, qty: units } of parcels) {
        if (isFetched !== (locationId === ONLY_PICKUP))
          violations.push(
            `${variantId} ${isFetched ? 'to be fetched' : 'to be sent'} came from ${locationId}`,
          )
        const at = `${variantId}@${locationId}`
        sent.set(at, (sent.get(at) ?? 0) + units)
      }
    }
    withCode += frozen.codes.length
  }
  for (const [variantId, before] of Object.entries(counts)) {
    const rows = stock.filter(({ variant_id }) => variant_id === variantId)
    const left = rows.reduce((sum, { on_hand }) => sum + on_hand, 0)
    const units = sold.get(variantId) ?? 0
    if (units > before) violations.push(`oversold: ${units} of ${before} ${variantId}`)
    if (left + units !== before) violations.push(`${variantId}: ${before} were, ${units} sold, ${left} left`)
    for (const row of rows) {
      if (row.held < 0 || row.held > row.on_hand)
        violations.push(`[I7] ${variantId}: ${row.held} held of ${row.on_hand}`)
      const gone = (placesOf(before)[row.location_id] ?? 0) - row.on_hand
      const told = sent.get(`${variantId}@${row.location_id}`) ?? 0
      if (gone !== told) violations.push(`${gone} ${variantId} left ${row.location_id}, orders say ${told}`)
    }
    const isSent = rows.filter(({ location_id }) => location_id !== ONLY_PICKUP)
    const over = isSent.reduce((sum, row) => sum + row.on_hand - row.held, 0)
    if (variantId === 'drop' && over > 0) violations.push(`${over} of the drop was sold to nobody`)
  }
  if (withCode > CODE_USES) violations.push(`the code was used ${withCode} times, not ${CODE_USES}`)
  const code = await db
    .selectFrom('discount_code')
    .select('used')
    .where('tenant_id', '=', tenant.id)
    .executeTakeFirstOrThrow()
  if (code.used !== withCode) violations.push(`the code counts ${code.used} uses, the orders ${withCode}`)
  if (placed.length !== orders.length)
    violations.push(`${orders.length} orders were confirmed, ${placed.length} are there`)
  for (const { variantId, locationId } of await selectStockDrift(db))
    violations.push(`[I8] stock and moves of ${variantId} at ${locationId} differ`)
  return {
    placed: placed.length,
    units: [...sold.values()].reduce((sum, units) => sum + units, 0),
    violations,
  }
}

const counts: Readonly<Record<string, number>> = {
  drop: UNITS,
  ...Object.fromEntries(OTHERS.map((id) => [id, UNITS_OF_OTHERS])),
}

/** In two warehouses, in a store that sends, and in one where goods are only picked up. */
function placesOf(count: number): Record<string, number> {
  const third = Math.ceil(count / 3)
  const tenth = Math.floor(count / 10)
  return { east: third, west: count - third - 2 * tenth, rue: tenth, [ONLY_PICKUP]: tenth }
}
const ONLY_PICKUP = 'quai'

/** A brand of its own for each round. */
async function openShop(store: Store, id: string): Promise<Tenant> {
  const products = Object.entries(counts).map(([variantId, count]) => ({
    id: variantId,
    title: variantId,
    inventoryMode: variantId === 'scarf' || variantId === 'throw' ? 'on_checkout' : 'on_cart',
    variants: [
      {
        id: variantId,
        title: variantId,
        price: 1000,
        stock: placesOf(count),
      },
    ],
  }))
  const file = parseTenantFile(id, {
    id,
    name: 'Race',
    publishableKey: `pk_${id}`,
    hostKey: `hk_${id}-raceraceracerace`,
    channels: [],
    discountCodes: [{ code: 'FEW', discount: { kind: 'percent', percent: 10 }, maxUses: CODE_USES }],
    catalogue: {
      currency: 'EUR',
      locations: [
        ...['east', 'west'].map((location) => ({ id: location, name: location, kind: 'warehouse' })),
        ...['rue', ONLY_PICKUP].map((location) => ({ id: location, name: location, kind: 'store' })),
      ],
      products,
    },
    stores: [{ location: ONLY_PICKUP, shipsFrom: false }],
    shows: [],
  })
  await store.transaction((trx) => applyTenantFile(trx, file, Date.now()))
  const tenant = await findTenant(store.db, id)
  if (tenant === undefined) throw new Error('the tenant was just applied')
  return tenant
}
