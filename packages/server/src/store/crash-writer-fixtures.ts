import { writeSync } from 'node:fs'
import { emptyCart, mutateSchema, cartIdSchema } from '@tote/protocol'
import { v7 as uuid } from 'uuid'
import { mutateCart } from '../carts/mutate-cart.ts'
import { parseTenantFile } from '../tenants/tenant-file.ts'
import { applyTenantFile } from './apply-tenant.ts'
import { insertCart } from './cart-store.ts'
import { openStore } from './store.ts'
import { findTenant } from './tenant-store.ts'

/** Adds one unit after another to a cart and says each uid once the add is durable. Meant to be killed. */
const store = await openStore(process.argv[2] ?? '')
const file = parseTenantFile('crash', {
  id: 'maison',
  name: 'Maison',
  publishableKey: 'pk_testtesttest',
  hostKey: 'hk_testtesttesttest',
  inventoryMode: 'none',
  channels: [],
  catalogue: {
    currency: 'EUR',
    locations: [],
    products: [{ id: 'mug', title: 'Mug', variants: [{ id: 'mug', title: 'Mug', price: 1 }] }],
  },
  shows: [],
})
await store.transaction((trx) => applyTenantFile(trx, file, 1))
const tenant = await findTenant(store.db, 'maison')
if (tenant === undefined) throw new Error('the tenant was just applied')
const cart = emptyCart(cartIdSchema.parse(uuid()), 'EUR')
await insertCart(store.db, tenant.id, { cart, nowMs: 1 })
const clientId = uuid()
const speaker = { tenant, journeyId: uuid(), cartId: cart.id }
for (let mid = 1; mid < 900; mid += 1) {
  const op = { op: 'addLine', variantId: 'mug', qty: 1 }
  const message = mutateSchema.parse({ cartId: cart.id, clientId, muts: [{ mid, uid: uuid(), at: 0, op }] })
  await mutateCart(store, speaker, { message, nowMs: 1 })
  // Synchronous: what is said has left this process before the next add begins.
  writeSync(1, `${message.muts[0]?.uid}\n`)
}
