import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  cartIdSchema,
  clientIdSchema,
  emptyCart,
  mutationUidSchema,
  productIdSchema,
  showIdSchema,
  ToteError,
  variantIdSchema,
} from '@tote/protocol'
import { dropIdSchema } from '@tote/protocol/drops'
import { applyTenantFile, type Store } from '@tote/server'
import {
  announceDrop,
  createDropDoor,
  findTenant,
  insertCart,
  mutateCart,
  parseTenantFile,
  type CartSpeaker,
  type Tenant,
} from '@tote/server/rules'

export interface RushResult {
  readonly entrants: number
  /** Until the last of them had an answer. */
  readonly seconds: number
  /** How often one of them was told to come again. */
  readonly busy: number
  /** What adds of other shoppers took, in milliseconds: before the rush, and in it. */
  readonly calm: readonly number[]
  readonly inRush: readonly number[]
}

const OTHERS = 8
const CALM_MS = 5000
const PAUSE_MS = 100
const ASK_AGAIN_MS = 500

/** A drop opens and all who waited for it enter at once, while others go on with their baskets on the same node. */
export async function runRush(store: Store, { entrants }: { entrants: number }): Promise<RushResult> {
  const tenant = await openShop(store)
  const dropId = dropIdSchema.parse(randomUUID())
  const opensAt = Date.now()
  await store.transaction((trx) =>
    announceDrop(trx, tenant, {
      showId: showIdSchema.parse('evening'),
      intent: {
        kind: 'announceDrop',
        productId: productIdSchema.parse('drop'),
        variantId: variantIdSchema.parse('drop'),
        perShopper: 1,
        holdMs: 120_000,
        windowMs: 120_000,
      },
      id: dropId,
      opensAt,
      nowMs: opensAt,
    }),
  )
  const waiting: CartSpeaker[] = []
  while (waiting.length < entrants) waiting.push(await shopper(store, tenant))
  const others: CartSpeaker[] = []
  while (others.length < OTHERS) others.push(await shopper(store, tenant))

  const took: number[] = []
  let isOver = false
  let busy = 0
  const adding = Promise.all(
    others.map(async (speaker) => {
      for (let mid = 1; !isOver; mid += 1) {
        const startedAtMs = performance.now()
        await untilAnswered(() => add(store, speaker, mid))
        took.push(performance.now() - startedAtMs)
        await sleep(PAUSE_MS)
      }
    }),
  )
  await sleep(CALM_MS)
  const calm = took.splice(0)
  const door = createDropDoor(store)
  const startedAtMs = performance.now()
  const answers = await Promise.all(
    waiting.map((speaker) => {
      const id = randomUUID()
      return untilAnswered(
        () => door.enter(speaker, { dropId, id, nowMs: Date.now() }),
        () => (busy += 1),
      )
    }),
  )
  const seconds = (performance.now() - startedAtMs) / 1000
  isOver = true
  await adding
  const refused = answers.find(({ ok }) => !ok)
  if (refused !== undefined) throw new Error(`one was refused: ${JSON.stringify(refused)}`)
  return { entrants, seconds, busy, calm, inRush: took }
}

async function add(store: Store, speaker: CartSpeaker, mid: number): Promise<void> {
  await mutateCart(store, speaker, {
    message: {
      cartId: cartIdSchema.parse(speaker.cartId),
      clientId: clientIdSchema.parse(speaker.journeyId),
      sentAt: 0,
      muts: [
        {
          mid,
          uid: mutationUidSchema.parse(randomUUID()),
          op: { op: 'addLine', variantId: variantIdSchema.parse('cap'), qty: 1 },
          at: 0,
        },
      ],
    },
    nowMs: Date.now(),
  })
}

/** As a page asks again that hears `busy`. */
async function untilAnswered<T>(ask: () => Promise<T>, onBusy: () => void = () => undefined): Promise<T> {
  for (;;)
    try {
      return await ask()
    } catch (error) {
      if (!(error instanceof ToteError) || error.code !== 'busy') throw error
      onBusy()
      await sleep(ASK_AGAIN_MS)
    }
}

async function shopper(store: Store, tenant: Tenant): Promise<CartSpeaker> {
  const cartId = cartIdSchema.parse(randomUUID())
  await insertCart(store.db, tenant.id, { cart: emptyCart(cartId, 'EUR'), nowMs: Date.now() })
  return { tenant, journeyId: randomUUID(), cartId }
}

async function openShop(store: Store): Promise<Tenant> {
  const file = parseTenantFile('rush', {
    id: 'rush',
    name: 'Rush',
    publishableKey: 'pk_rushrushrush',
    hostKey: 'hk_rushrushrushrushrush',
    channels: [],
    catalogue: {
      currency: 'EUR',
      locations: [{ id: 'east', name: 'east', kind: 'warehouse' }],
      products: (['on_cart', 'none'] as const).map((inventoryMode) => {
        const id = inventoryMode === 'none' ? 'cap' : 'drop'
        return {
          id,
          title: id,
          inventoryMode,
          variants: [{ id, title: id, price: 1000, stock: { east: 100 } }],
        }
      }),
    },
    shows: [],
  })
  await store.transaction((trx) => applyTenantFile(trx, file, Date.now()))
  const tenant = await findTenant(store.db, 'rush')
  if (tenant === undefined) throw new Error('the tenant was just applied')
  return tenant
}
