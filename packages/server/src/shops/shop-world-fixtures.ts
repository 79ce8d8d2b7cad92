import { checkoutOpenAnswerSchema, type Checkout } from '@tote/protocol'
import { expect } from 'vitest'
import { startNode, startWorld, type World } from '../hub-fixtures.ts'
import { connected } from '../place-fixtures.ts'
import type { TestSocket } from '../socket-fixtures.ts'
import { tenantFileOf } from '../tenant-fixtures.ts'
import { postNews, ShopOnHttp, type NewsOptions } from './shop-on-http-fixtures.ts'

export const PATIENCE = { timeout: 60_000, interval: 50 }
export const soon = (read: () => unknown): ReturnType<typeof expect.poll> => expect.poll(read, PATIENCE)

/** A hub on this engine, with the shop that its tenant file names. */
export async function startShopWorld(
  databaseUrl: (() => Promise<string>) | null,
  {
    goods = { mug: { price: 1900, count: 10 }, cap: { price: 900, count: 5 } },
    shopFile = {},
    ...changes
  }: {
    goods?: Record<string, { price: number; count: number; inStore?: number }>
    /** What its file says of the shop besides. */
    shopFile?: Record<string, unknown>
    inventoryMode?: string
    /** Anything else of the tenant file. */
    [field: string]: unknown
  } = {},
) {
  const shop = await ShopOnHttp.open(goods)
  const tenant = tenantFileOf({ catalogue: undefined, shop: { ...shop.file, ...shopFile }, ...changes })
  const world =
    databaseUrl === null
      ? await startWorld({ tenant })
      : await startNode({ TOTE_DATABASE_URL: await databaseUrl() }, tenant)
  // A slow machine listens before it has read.
  await soon(() => hasRead(world)).toBe(true)
  const told = (type: string, data: unknown, options: Partial<NewsOptions> = {}) =>
    postNews(world.hub.url, { type, data }, { atMs: world.clock.now(), ...options })
  return { shop, world, told, tenant }
}

const hasRead = async ({ store }: World) =>
  (await store.db.selectFrom('shop').select('read_at').executeTakeFirst())?.read_at != null

export const stockOf = async ({ store }: World, variantId = 'mug') =>
  store.db
    .selectFrom('stock')
    .select(['on_hand', 'held', 'shortfall'])
    .where('variant_id', '=', variantId)
    .executeTakeFirst()

export const pricesOf = async ({ store }: World) =>
  Object.fromEntries(
    (await store.db.selectFrom('variant').select(['id', 'price']).where('is_active', '=', 1).execute()).map(
      ({ id, price }) => [id, price],
    ),
  )

export const counts = (count: number, variantId = 'mug') => ({
  counts: [{ variantId, locationId: 'warehouse', count }],
})

export const cartOf = async ({ store }: World, cartId: string) =>
  store.db
    .selectFrom('cart')
    .select(['rev', 'checkout_id'])
    .where('id', '=', cartId)
    .executeTakeFirstOrThrow()

export async function open(socket: TestSocket, cartId: string, rev: number, more = {}): Promise<Checkout> {
  const answer = checkoutOpenAnswerSchema.parse(await socket.ask('checkout.open', { cartId, rev, ...more }))
  if (!answer.ok) throw new Error(`not opened: ${JSON.stringify(answer.problems)}`)
  return answer.checkout
}

/** A shopper with two mugs who is at the shop's check-out. */
export async function paying(world: World) {
  const { place, socket } = await connected(world)
  await socket.add(2)
  const { cartId } = place.mine
  return { place, socket, cartId, checkout: await open(socket, cartId, 1) }
}
