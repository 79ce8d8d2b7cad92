import { decodeJwt, decodeProtectedHeader } from 'jose'
import { expect, test } from 'vitest'
import { openStore } from '../store/store.ts'
import { MARKET } from '../tenant-fixtures.ts'
import { CreditWorld } from './credit-world-fixtures.ts'
import { createReceipts } from './receipts.ts'

const [OLD, NEW] = [
  'an old secret of thirty-two letters and more',
  'a new secret of thirty-two letters and more',
]
const HUB = 'https://hub.test'

async function start() {
  const world = await CreditWorld.open(await openStore('sqlite::memory:'))
  const { store } = world.shop
  const hub = (...secrets: string[]) => createReceipts({ store, secrets, publicUrl: HUB })
  const viewer = await world.viewer()
  await viewer.addIn('spring', 'none')
  const checkoutId = await viewer.on(MARKET).buys()
  const receiptBy = async (receipts: ReturnType<typeof hub>, tenantId: string = world.tenantId) => {
    const [only] = await receipts.ofCheckout(tenantId, checkoutId)
    if (only === undefined) throw new Error('one line, one receipt')
    return only.receipt
  }
  return { world, hub, receiptBy }
}

test('a receipt of a former secret is still good while it is named, and no longer', async () => {
  const { world, hub, receiptBy } = await start()
  const old = await receiptBy(hub(OLD))
  const both = hub(NEW, OLD)
  expect((await both.keysOf(world.tenantId)).keys).toHaveLength(2)
  expect(await both.verify(world.tenantId, old)).toMatchObject({ kind: 'direct', seller: MARKET })
  expect(decodeProtectedHeader(await receiptBy(both)).kid).not.toBe(decodeProtectedHeader(old).kid)
  await expect(hub(NEW).verify(world.tenantId, old)).rejects.toMatchObject({ code: 'invalid' })
})

test('hubs on one database that were given no secret share the one it keeps', async () => {
  const { world, hub, receiptBy } = await start()
  const [one, other] = [hub(), hub()]
  const [receipt] = await Promise.all([receiptBy(one), receiptBy(other)])
  expect(await other.verify(world.tenantId, receipt)).toMatchObject({ variant: 'none' })
  expect(await one.keysOf(world.tenantId)).toEqual(await other.keysOf(world.tenantId))
})

test('the keys that are published are public, and each tenant has its own', async () => {
  const { world, hub, receiptBy } = await start()
  const receipts = hub(NEW)
  const [key] = (await receipts.keysOf(world.tenantId)).keys
  expect(Object.keys(key ?? {}).toSorted()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x'])
  expect((await receipts.keysOf('another')).keys[0]?.x).not.toBe(key?.x)
  await expect(receipts.verify('another', await receiptBy(receipts))).rejects.toMatchObject({
    code: 'invalid',
  })
})

test('what is signed for another purpose, not at all, or by nobody is no receipt', async () => {
  const { world, hub, receiptBy } = await start()
  const receipts = hub(NEW)
  const good = await receiptBy(receipts)
  const [, payload = '', signature = ''] = good.split('.')
  const header = (fields: object) => Buffer.from(JSON.stringify(fields)).toString('base64url')
  const { kid } = decodeProtectedHeader(good)
  const bad = [
    '',
    'a.b.c',
    `${header({ alg: 'none', kid, typ: 'tote-receipt+jwt' })}.${payload}.`,
    `${header({ alg: 'EdDSA', kid, typ: 'JWT' })}.${payload}.${signature}`,
    `${header({ alg: 'EdDSA', kid: 'else', typ: 'tote-receipt+jwt' })}.${payload}.${signature}`,
    good.replace(payload, header({ ...decodeJwt(good), quantity: 99 })),
  ]
  for (const receipt of bad)
    await expect(receipts.verify(world.tenantId, receipt)).rejects.toMatchObject({ code: 'invalid' })
})
