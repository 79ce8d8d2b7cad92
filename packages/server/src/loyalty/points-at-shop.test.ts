import { checkoutOpenAnswerSchema } from '@tote/protocol'
import { expect, test } from 'vitest'
import { signIn, TestBackend } from '../journeys/shopper-fixtures.ts'
import { connected } from '../place-fixtures.ts'
import { cartOf, startShopWorld } from '../shops/shop-world-fixtures.ts'
import { selectAccount } from '../store/points-store.ts'
import { findTenant } from '../store/tenant-store.ts'
import { adjustPoints } from './points-ledger.ts'

/** A shopper with 500 points, who spends them on two mugs of a shop behind the hub. */
async function spending() {
  const backend = await TestBackend.of()
  const loyalty = { perUnit: 0, spend: { points: 100, amount: 100 } }
  const { shop, world, tenant } = await startShopWorld(null, { keys: [backend.key], loyalty })
  const { place } = await connected(world)
  await signIn(place, await backend.sign(world, 'customer-7'))
  const { id: shopperId } = await world.store.db.selectFrom('shopper').select('id').executeTakeFirstOrThrow()
  const key = { tenantId: tenant.id, shopperId }
  const known = await findTenant(world.store.db, tenant.id)
  if (known === undefined) throw new Error('the world has a tenant')
  await world.store.transaction((trx) =>
    adjustPoints(trx, known, { shopperId, points: 500, ref: 'gift', note: '', nowMs: world.clock.now() }),
  )
  const socket = await place.connect()
  await socket.add(2)
  await socket.do({ op: 'applyDiscountCode', code: 'POINTS-500' })
  return {
    shop,
    async open() {
      const { cartId } = place.mine
      const { rev } = await cartOf(world, cartId)
      return checkoutOpenAnswerSchema.parse(await socket.ask('checkout.open', { cartId, rev }))
    },
    account: () => selectAccount(world.store.db, key),
  }
}

test('the shop is asked to take off what points are worth, and hears nothing of a code that is none of its own', async () => {
  const { shop, open, account } = await spending()
  expect(await open()).toMatchObject({ ok: true, checkout: { total: { amount: 3300 } } })
  expect([...shop.checkouts.values()]).toMatchObject([{ codes: [], reduction: 500 }])
  expect(await account()).toEqual({ balance: 500, held: 500, owed: 0 })
})

test('a shop that passes it over does not get the points and the whole price: they are the shopper’s again', async () => {
  const { shop, open, account } = await spending()
  shop.ignoresPoints = true
  const problems = [{ code: 'bad_code', discountCode: 'POINTS-500' }]
  expect(await open()).toEqual({ ok: false, problems })
  expect(await account()).toEqual({ balance: 500, held: 0, owed: 0 })
  shop.ignoresPoints = false
  expect(await open()).toMatchObject({ ok: true, checkout: { total: { amount: 3300 } } })
})
