import { randomBytes } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { findFreePort } from '../../e2e/find-free-port.ts'
import { COAT_SHOP } from '../coats.ts'
import { prepareShop } from '../run-shop.ts'
import type { ShopOptions } from '../shop-options.ts'
import { seedVendure, type VendureGoods } from './seed-vendure.ts'
import { openVendureApi, type VendureApi } from './vendure-api.ts'

/** A real Vendure with Tote's plugin in it, its own database, and a small catalogue. */
export interface VendureShopServer extends VendureGoods {
  readonly port: number
  /** As its owner. */
  readonly admin: VendureApi
  /** As a shopper's browser that comes for the first time. */
  openBrowser(): VendureApi
  /** Ends it and its database; nothing of it is left but its packages. */
  stop(): Promise<void>
}

/** What a brand adds to its server: the same files that the guide tells to copy. */
const PLUGIN = fileURLToPath(new URL('../../../../../examples/vendure-shop', import.meta.url))

const OURS = ['vendure-main.mjs', 'picture-folder.mjs']

/** Installs it, if this machine never did, starts it over an empty database and puts the goods on sale. */
export async function startVendure({
  hubUrl,
  secrets,
  goods = COAT_SHOP,
  pictures,
  signal,
}: ShopOptions): Promise<VendureShopServer> {
  const shop = await prepareShop('vendure', { ours: OURS, side: PLUGIN, signal })
  try {
    const port = await findFreePort()
    const password = randomBytes(12).toString('hex')
    const env = {
      SHOP_PICTURES: pictures?.kept,
      SHOP_PICTURES_URL: pictures?.url,
      SHOP_DATABASE: shop.databaseUrl,
      SHOP_PORT: String(port),
      SHOP_HUB_URL: hubUrl,
      SHOP_SECRETS: secrets.join(' '),
      SHOP_PASSWORD: password,
    }
    await shop.start(['vendure-main.mjs'], env, /the shop is open/)
    const base = `http://127.0.0.1:${port}`
    const admin = openVendureApi(`${base}/admin-api`)
    await admin(
      `mutation ($password: String!) { login(username: "superadmin", password: $password) { __typename } }`,
      { password },
    )
    return {
      ...(await seedVendure(admin, goods, pictures?.folder)),
      port,
      admin,
      openBrowser: () => openVendureApi(`${base}/shop-api`),
      stop: () => shop.end(),
    }
  } catch (error) {
    await shop.end()
    throw error
  }
}
