import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  apply,
  cartIdSchema,
  cartOpSchema,
  clientIdSchema,
  emptyCart,
  limits,
  mutationUidSchema,
  visibleLines,
  type Cart,
  type ClientId,
  type Mutate,
  type Mutation,
} from '@tote/protocol'
import fc from 'fast-check'
import { v7 as uuid } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { tenantFileOf } from '../tenant-fixtures.ts'
import { applyTenantFile } from '../store/apply-tenant.ts'
import { insertCart, selectCart } from '../store/cart-store.ts'
import { openStore, type Store } from '../store/store.ts'
import { findTenant, type Tenant } from '../store/tenant-store.ts'
import { mergeCart } from './merge-cart.ts'
import { mutateCart, type CartSpeaker } from './mutate-cart.ts'
import { syncCart } from './sync-cart.ts'

let store: Store
let tenant: Tenant
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tote-carts-'))
  store = await openStore(`sqlite:${join(folder, 'tote.db')}`)
  // What is tested here is the writing, not the disk: kills and power cuts have their own in soak.
  await store.transaction((trx) => applyTenantFile(trx, tenantFileOf({ inventoryMode: 'none' }), 1))
  const found = await findTenant(store.db, 'maison')
  if (found === undefined) throw new Error('the tenant was just applied')
  tenant = found
})
afterAll(async () => {
  await store.close()
  await rm(folder, { recursive: true, force: true })
})

async function newCart(): Promise<{ speaker: CartSpeaker; cart: Cart }> {
  const cart = emptyCart(cartIdSchema.parse(uuid()), 'EUR')
  await insertCart(store.db, tenant.id, { cart, nowMs: 1 })
  return { cart, speaker: { tenant, journeyId: uuid(), cartId: cart.id } }
}

async function read(cart: Cart): Promise<Cart> {
  const stored = await selectCart(store.db, tenant.id, cart.id)
  if (stored === undefined) throw new Error('the cart is gone')
  return stored.cart
}

const quantities = (cart: Cart) =>
  visibleLines(cart)
    .map((line) => [line.variantId, line.qty])
    .toSorted((a, b) => (String(a) < String(b) ? -1 : 1))

const anyOp = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      op: fc.constant('addLine'),
      variantId: fc.constantFrom('mug', 'shirt-s', 'nothing'),
      qty: fc.integer({ min: 1, max: 400 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ op: fc.constant('clear'), seenRev: fc.nat({ max: 12 }) }) },
  { weight: 1, arbitrary: fc.record({ op: fc.constant('setNote'), text: fc.string({ maxLength: 5 }) }) },
)

/** What a client does, and what the network does to it: which operation is sent next, again, or answered in vain. */
const anyRun = fc.array(
  fc.record({
    client: fc.nat({ max: 2 }),
    op: anyOp,
    resend: fc.nat({ max: 3 }),
    isAnswerLost: fc.boolean(),
  }),
  { minLength: 1, maxLength: 20 },
)

describe('whatever the network does', () => {
  test('each operation takes effect once, in its client’s order, and the cart is the fold of the accepted log', async () => {
    await fc.assert(
      fc.asyncProperty(anyRun, async (run) => {
        const { speaker, cart } = await newCart()
        const clients = [0, 1, 2].map(() => ({ id: clientIdSchema.parse(uuid()), sent: [] as Mutation[] }))
        for (const { client: index, op, resend } of run) {
          const client = clients[index]
          if (client === undefined) continue
          client.sent.push(mutation(client.sent.length + 1, op))
          // Sent again with what came before it, as a client does that never heard an answer.
          for (let time = 0; time <= resend; time += 1)
            await mutateCart(store, speaker, {
              message: batch(speaker, client.id, client.sent.slice(-1 - resend)),
              nowMs: 1,
            })
        }
        const log = await store.db.selectFrom('mutation').selectAll().where('cart_id', '=', cart.id).execute()
        expect(log).toHaveLength(run.length)
        expect(await read(cart)).toMatchObject({ rev: log.filter(isAccepted).length })
        expect(quantities(await read(cart))).toEqual(quantities(foldLog(cart, log)))
      }),
      { numRuns: 40 },
    )
  })

  test('one who missed any number of changes is brought level by one answer', async () => {
    await fc.assert(
      fc.asyncProperty(anyRun, fc.nat({ max: 20 }), async (run, seen) => {
        const { speaker, cart } = await newCart()
        const client = clientIdSchema.parse(uuid())
        let before = cart
        for (const [index, { op }] of run.entries()) {
          await mutateCart(store, speaker, {
            message: batch(speaker, client, [mutation(index + 1, op)]),
            nowMs: 1,
          })
          const now = await read(cart)
          if (now.rev <= seen) before = now
        }
        const answer = await syncCart(store, speaker, {
          cartId: cart.id,
          rev: before.rev,
          clientIds: [client],
        })
        const after = await read(cart)
        expect(answer.lastMids).toEqual([[client, run.length]])
        if (answer.kind === 'none') expect(before.rev).toBe(after.rev)
        if (answer.kind === 'snapshot') expect(answer.cart).toEqual(after)
        if (answer.kind === 'delta') {
          const changed = new Map(answer.lines.map((line) => [line.id, line]))
          const lines = [...before.lines.filter((line) => !changed.has(line.id)), ...answer.lines]
          expect(quantities({ ...before, lines })).toEqual(quantities(after))
        }
      }),
      { numRuns: 40 },
    )
  })
})

test('[U41] 20 parallel adds give 20 units', async () => {
  const { speaker, cart } = await newCart()
  const adds = Array.from({ length: 20 }, () => {
    const message = batch(speaker, clientIdSchema.parse(uuid()), [
      mutation(1, { op: 'addLine', variantId: 'mug', qty: 1 }),
    ])
    return mutateCart(store, speaker, { message, nowMs: 1 })
  })
  await Promise.all(adds)
  expect(quantities(await read(cart))).toEqual([['mug', 20]])
})

test('what was done already, numbered anew under another client, leaves no gap for what comes behind it', async () => {
  const { speaker, cart } = await newCart()
  const mug = { op: 'addLine', variantId: 'mug', qty: 1 }
  const [first, second] = [mutation(1, mug), mutation(2, mug)]
  const send = (clientId: string, muts: Mutation[]) =>
    mutateCart(store, speaker, {
      message: { cartId: cart.id, clientId: clientIdSchema.parse(clientId), sentAt: 0, muts },
      nowMs: 1,
    })
  const [old, renumbered] = [uuid(), uuid()]
  await send(old, [first])
  const { answer } = await send(renumbered, [first, second])
  expect(answer.results.map(({ ok }) => ok)).toEqual([true, true])
  expect(answer).toMatchObject({ lastMid: 2, rev: 2 })
  expect((await send(renumbered, [first, second])).delta).toBeNull()
})

test('what was done more than seven days before it was sent is refused whole, and its number stays free', async () => {
  const { speaker, cart } = await newCart()
  const clientId = clientIdSchema.parse(uuid())
  const mug = mutation(1, { op: 'addLine', variantId: 'mug', qty: 1 })
  const fresh = { ...mutation(2, { op: 'addLine', variantId: 'shirt-s', qty: 1 }), at: 1 }
  const send = (sentAt: number, muts: Mutation[]) =>
    mutateCart(store, speaker, {
      message: { ...batch(speaker, clientId, muts), sentAt },
      nowMs: 1,
    })
  await expect(send(limits.maxOpAgeMs + 1, [mug, fresh])).rejects.toMatchObject({ code: 'expired' })
  expect(quantities(await read(cart))).toEqual([])
  const { answer } = await send(limits.maxOpAgeMs, [mug, fresh])
  expect(answer).toMatchObject({ lastMid: 2, rev: 2 })
  expect(quantities(await read(cart))).toEqual([
    ['mug', 1],
    ['shirt-s', 1],
  ])
})

test('[U43] [U44] merges that run at once add each line once, and none is lost', async () => {
  const [one, two] = [await newCart(), await newCart()]
  for (const { speaker, qty } of [
    { speaker: one.speaker, qty: 3 },
    { speaker: two.speaker, qty: 4 },
  ])
    await mutateCart(store, speaker, {
      message: batch(speaker, clientIdSchema.parse(uuid()), [
        mutation(1, { op: 'addLine', variantId: 'mug', qty }),
      ]),
      nowMs: 1,
    })
  const merge = () =>
    store.transaction((trx) => mergeCart(trx, tenant, { from: one.cart.id, into: two.cart.id, nowMs: 1 }))
  await Promise.all([merge(), merge(), merge()])
  expect(quantities(await read(two.cart))).toEqual([['mug', 7]])
})

function mutation(mid: number, op: unknown): Mutation {
  return { mid, uid: mutationUidSchema.parse(uuid()), op: cartOpSchema.parse(op), at: 0 }
}

function batch(speaker: CartSpeaker, clientId: ClientId, muts: Mutation[]): Mutate {
  return { cartId: cartIdSchema.parse(speaker.cartId), clientId, sentAt: 0, muts }
}

interface LogRow {
  readonly op_json: string
  readonly verdict_json: string
  readonly rev_after: number
}

const isAccepted = (row: LogRow) => Object(JSON.parse(row.verdict_json)).ok === true

/** The accepted operations, in the order of the revisions they made, by the rule both sides share. */
function foldLog(cart: Cart, log: readonly LogRow[]): Cart {
  const accepted = log.filter(isAccepted).toSorted((a, b) => a.rev_after - b.rev_after)
  return accepted.reduce((before, row) => {
    const applied = apply(cartOpSchema.parse(JSON.parse(row.op_json)), before, {
      nowMs: 1,
      variant: () => ({ price: 1, isActive: true }),
      discount: () => undefined,
      isPickup: () => false,
    })
    if (!applied.ok) throw new Error('what the hub accepted, the rule refuses')
    return applied.cart
  }, cart)
}
