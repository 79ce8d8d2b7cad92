import { randomBytes } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { Client } from 'pg'
import { findFreePort } from '../../e2e/find-free-port.ts'
import { COAT_SHOP } from '../coats.ts'
import { prepareShop } from '../run-shop.ts'
import type { ShopOptions } from '../shop-options.ts'
import { openMedusaClient, type MedusaClient } from './medusa-client.ts'
import { seedMedusa, type MedusaGoods } from './seed-medusa.ts'

/** A real Medusa with Tote's routes and subscribers in it, its own database, and a small catalogue. */
export interface MedusaShopServer extends MedusaGoods {
  readonly port: number
  readonly secretKey: string
  /** As its owner. */
  readonly admin: MedusaClient
  /** As a shopper's browser. */
  readonly storefront: MedusaClient
  /** Carts that were not bought yet, as the database has them: Medusa's APIs list no carts. */
  countCarts(): Promise<number>
  /** Ends it and its database; nothing of it is left but its packages. */
  stop(): Promise<void>
}

/** What a brand adds to its server: the same files that the guide tells to copy. */
const SIDE = fileURLToPath(new URL('../../../../../examples/medusa-shop', import.meta.url))
const OURS = ['medusa-main.cjs', 'medusa-config.js', 'package.json']

/** Installs it, if this machine never did, starts it over an empty database and puts the goods on sale. */
export async function startMedusa({
  hubUrl,
  secrets,
  goods = COAT_SHOP,
  pictures,
  storefronts = [],
  signal,
}: ShopOptions): Promise<MedusaShopServer> {
  const shop = await prepareShop('medusa', { ours: OURS, side: SIDE, signal })
  try {
    const port = await findFreePort()
    const env = {
      SHOP_DATABASE: shop.databaseUrl,
      SHOP_PORT: String(port),
      SHOP_PASSWORD: randomBytes(24).toString('hex'),
      SHOP_STOREFRONTS: storefronts.join(','),
      TOTE_NEWS_URL: hubUrl,
      TOTE_SECRETS: secrets.join(' '),
    }
    const migrating = await shop.start(['medusa-main.cjs', 'migrate'], env, /the tables are made/)
    await migrating.stop()
    const running = await shop.start(['medusa-main.cjs'], env, /the shop is open with \S+\n/)
    const [, secretKey = ''] = await running.waitFor(/the shop is open with (\S+)\n/)
    const base = `http://127.0.0.1:${port}`
    const basic = Buffer.from(`${secretKey}:`).toString('base64')
    const admin = openMedusaClient(base, { authorization: `Basic ${basic}` })
    const made = await seedMedusa(admin, goods, pictures?.url)
    return {
      ...made,
      port,
      secretKey,
      admin,
      storefront: openMedusaClient(base, { 'x-publishable-api-key': made.publishableKey }),
      countCarts: () => countCarts(shop.databaseUrl),
      stop: () => shop.end(),
    }
  } catch (error) {
    await shop.end()
    throw error
  }
}

async function countCarts(connectionString: string): Promise<number> {
  const client = new Client({ connectionString })
  await client.connect()
  try {
    const { rows } = await client.query<{ carts: number }>(
      'select count(*)::int as carts from cart where completed_at is null and deleted_at is null',
    )
    return rows[0]?.carts ?? 0
  } finally {
    await client.end()
  }
}
