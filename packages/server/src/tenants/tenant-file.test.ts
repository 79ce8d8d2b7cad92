import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { startWorld } from '../hub-fixtures.ts'
import { catalogueOf, HOST_KEY, KEY, tenantFileOf } from '../tenant-fixtures.ts'
import { applyTenantFile } from '../store/apply-tenant.ts'
import { parseTenantFile, readTenantFile, TenantFileError } from './tenant-file.ts'
import { shopsOf } from '../shops/shop.ts'

async function fileWith(text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'tote-tenant-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const path = join(folder, 'tenant.json')
  await writeFile(path, text)
  return path
}

const variant = { id: 'v', title: 'V', price: 1 }
const catalogueWith = (product: Record<string, unknown>) => ({
  catalogue: {
    currency: 'EUR',
    locations: [],
    products: [{ id: 'p', title: 'P', variants: [variant], ...product }],
  },
})

const withStore = {
  currency: 'EUR',
  locations: [{ id: 'rue', name: 'Rue Verte', kind: 'store' }],
  products: [],
}

const shop = {
  platform: 'custom',
  url: 'https://shop.test/tote',
  secrets: [`whsec_${Buffer.alloc(24, 1).toString('base64')}`],
  currency: 'EUR',
}
const shopify = {
  platform: 'shopify',
  url: 'https://brand.myshopify.test',
  storefrontToken: 'shpss_1',
  secrets: ['client-secret-1'],
  currency: 'EUR',
}

test.each([
  ['a file that is not there', null, /cannot be read/],
  ['text that is not JSON', '{', /not JSON/],
  ['an empty object', '{}', /publishableKey/],
])('%s is told with its path', async (_name, text, words) => {
  const path = text === null ? '/nowhere/tenant.json' : await fileWith(text)
  await expect(readTenantFile(path)).rejects.toThrow(TenantFileError)
  await expect(readTenantFile(path)).rejects.toThrow(words)
  await expect(readTenantFile(path)).rejects.toThrow(path)
})

test.each([
  [
    'a channel with a path',
    { channels: [{ name: 'B', origin: 'https://brand.test/shop' }] },
    /channels\.0\.origin: must be an origin only/,
  ],
  ['a channel that is no URL', { channels: [{ name: 'B', origin: 'brand.test' }] }, /channels\.0\.origin/],
  [
    'a channel that is trusted and isolated',
    { channels: [{ name: 'B', origin: 'https://brand.test', isTrusted: true, isIsolated: true }] },
    /channels\.0: cannot be both/,
  ],
  ['a key of another form', { publishableKey: 'sk_1' }, /publishableKey: must look like pk_/],
  ['a price that is not whole', catalogueWith({ variants: [{ ...variant, price: 1.5 }] }), /price/],
  [
    'a variant with too few options',
    catalogueWith({ options: [{ name: 'Size', values: ['S'] }] }),
    /has 0 options, its product 1/,
  ],
  [
    'stock at no location',
    catalogueWith({ variants: [{ ...variant, stock: { moon: 1 } }] }),
    /stock at moon/,
  ],
  ['a variant named twice', catalogueWith({ variants: [variant, variant] }), /used twice/],
  [
    'captions in no language',
    {
      shows: [
        { id: 's', title: 'S', status: 'ended', captions: [{ src: '/a.vtt', label: 'A', language: '?' }] },
      ],
    },
    /shows\.0\.captions\.0\.language: must be a language tag/,
  ],
  [
    'too many backups',
    { shows: [{ id: 's', title: 'S', status: 'live', backups: { live: Array(9).fill('/a.m3u8') } }] },
    /shows\.0\.backups\.live/,
  ],
  [
    'an associate at a store that is not there',
    { associates: [{ name: 'Mia', key: 'ak_miamiamiamiamiamia', location: 'moon' }] },
    /Mia is at moon, which is no store/,
  ],
  [
    'two associates with one key',
    {
      associates: ['Mia', 'Lou'].map((name) => ({ name, key: 'ak_miamiamiamiamiamia', location: 'rue' })),
    },
    /associates: has one key twice/,
  ],
  ...(
    [
      ['that is none of the catalogue', { location: 'moon' }, /stores\.0\.location: moon is no store/],
      ['in a time zone that is none', { timeZone: 'Europe/Lutece' }, /stores\.0\.timeZone: .*Europe\/Paris/],
      ['in an offset, which knows no summer', { timeZone: '+01:00' }, /stores\.0\.timeZone/],
      ['without the clock of its hours', { openingHours: {} }, /stores\.0\.timeZone: is needed/],
      ['that needs time it is never open', { readyMinutes: 60 }, /stores\.0\.openingHours: is needed/],
      [
        'open at no time of day',
        { timeZone: 'UTC', openingHours: { Monday: ['9-17'] } },
        /stores\.0\.openingHours\.Monday\.0: must say from when to when/,
      ],
      [
        'with hours that overlap',
        { timeZone: 'UTC', openingHours: { Monday: ['09:00-12:00', '11:00-14:00'] } },
        /stores\.0\.openingHours\.Monday: has hours that overlap/,
      ],
      [
        'that goes on over its own next hours',
        { timeZone: 'UTC', openingHours: { Monday: ['09:00-02:00', '11:00-14:00'] } },
        /stores\.0\.openingHours\.Monday: has hours that overlap/,
      ],
      [
        'on a day nobody knows',
        { timeZone: 'UTC', openingHours: { Mo: ['09:00-12:00'] } },
        /stores\.0\.openingHours/,
      ],
      [
        'on a date that is none',
        { timeZone: 'UTC', openingHours: {}, specialOpeningHours: { '2026-02-30': [] } },
        /specialOpeningHours: must be by days/,
      ],
      ['off the globe', { geo: { latitude: 91, longitude: 0 } }, /stores\.0\.geo\.latitude/],
      [
        'without a town',
        { address: { streetAddress: '1 rue', addressCountry: 'FR' } },
        /stores\.0\.address\.addressLocality/,
      ],
    ] as const
  ).map(
    ([what, store, words]) =>
      [`a store ${what}`, { catalogue: withStore, stores: [{ location: 'rue', ...store }] }, words] as [
        string,
        Record<string, unknown>,
        RegExp,
      ],
  ),
  [
    'one store twice',
    { catalogue: withStore, stores: [{ location: 'rue' }, { location: 'rue' }] },
    /stores: names one store twice/,
  ],
  ['a field nobody knows', { colour: 'red' }, /colour/],
  ['neither a catalogue nor a shop', { catalogue: undefined }, /needs a catalogue, or the shop/],
  ['a catalogue and a shop', { shop }, /both a catalogue and a shop/],
  ['a shop nobody knows', { catalogue: undefined, shop: { ...shop, platform: 'barter' } }, /shop\.platform/],
  [
    'a check-out that no cart is named in',
    {
      catalogue: undefined,
      shop: {
        ...shop,
        platform: 'medusa',
        secretKey: 'sk_1',
        publishableKey: 'pk_1',
        checkoutUrl: 'https://shop.test/pay',
      },
    },
    /shop\.checkoutUrl.*\{cartId\}/,
  ],
  [
    'a shop that is asked by two keys',
    {
      catalogue: undefined,
      shop: { ...shopify, clientId: 'client-1', adminToken: 'shpat_1' },
    },
    /either clientId or adminToken/,
  ],
  ['a shop that is asked by none', { catalogue: undefined, shop: shopify }, /either clientId or adminToken/],
  ['a shop without a key', { catalogue: undefined, shop: { ...shop, secrets: [] } }, /shop\.secrets/],
  [
    'a shop that signs twice over',
    { catalogue: undefined, shop, newsSecrets: shop.secrets },
    /newsSecrets are for/,
  ],
])('%s is told where it stands', (_name, wrong, words) => {
  expect(() => tenantFileOf(wrong)).toThrow(words)
})

test('no message repeats a key', () => {
  try {
    parseTenantFile('t', { publishableKey: KEY, hostKey: `${HOST_KEY}!` })
    expect.unreachable()
  } catch (error) {
    expect(String(error)).not.toContain(HOST_KEY)
  }
})

test('a shop’s keys are in no row of the database', async () => {
  const { store } = await startWorld({ tenant: tenantFileOf({ catalogue: undefined, shop }) })
  const tenant = await store.db.selectFrom('tenant').selectAll().executeTakeFirstOrThrow()
  expect(tenant).toMatchObject({ shop_platform: 'custom', currency_code: 'EUR', sends_lines: 0 })
  const rows = [tenant, ...(await store.db.selectFrom('shop').selectAll().execute())]
  for (const secret of [shop.url, ...shop.secrets]) expect(JSON.stringify(rows)).not.toContain(secret)
})

test('applied again it changes nothing, and keeps what was changed live', async () => {
  const { store } = await startWorld()
  await store.db.updateTable('variant').set({ price: 5, is_sold_out: 1 }).where('id', '=', 'mug').execute()
  await store.db.updateTable('stock').set({ on_hand: 7 }).where('variant_id', '=', 'mug').execute()
  const read = async () => ({
    variants: await store.db.selectFrom('variant').selectAll().orderBy('id').execute(),
    stock: await store.db.selectFrom('stock').selectAll().orderBy('variant_id').execute(),
    shows: await store.db.selectFrom('show').selectAll().orderBy('id').execute(),
    events: await store.db.selectFrom('show_event').selectAll().execute(),
    moves: await store.db.selectFrom('stock_move').selectAll().orderBy('id').execute(),
  })
  const before = await read()
  await store.transaction((trx) => applyTenantFile(trx, tenantFileOf(), 1))
  expect(await read()).toEqual(before)
})

test("the file's own change wins, and what it no longer names is no longer sold", async () => {
  const { store } = await startWorld()
  const catalogue = catalogueOf(tenantFileOf())
  const [mug] = catalogue.products
  if (mug === undefined) throw new Error('the fixture has a mug')
  const products = [
    { ...mug, variants: mug.variants.map((one) => ({ ...one, price: 2100, stock: { warehouse: 9 } })) },
  ]
  await store.transaction((trx) =>
    applyTenantFile(trx, tenantFileOf({ catalogue: { ...catalogue, products } }), 1),
  )
  const row = await store.db
    .selectFrom('variant')
    .selectAll()
    .where('id', '=', 'mug')
    .executeTakeFirstOrThrow()
  expect(row).toMatchObject({ price: 2100, is_active: 1 })
  const shirts = await store.db
    .selectFrom('variant')
    .select('is_active')
    .where('product_id', '=', 'shirt')
    .execute()
  expect(shirts.map(({ is_active }) => is_active)).toEqual([0, 0])
  const moves = await store.db
    .selectFrom('stock_move')
    .select('d_on_hand')
    .where('variant_id', '=', 'mug')
    .execute()
  expect(moves.reduce((sum, { d_on_hand }) => sum + d_on_hand, 0)).toBe(9)
})

test.each([
  ['custom', shop],
  [
    'medusa',
    {
      ...shop,
      platform: 'medusa',
      secretKey: 'sk_1',
      publishableKey: 'pk_1',
      checkoutUrl: 'https://shop.test/pay?cart={cartId}',
    },
  ],
  ['shopify', { ...shopify, clientId: 'client-1' }],
  [
    'vendure',
    {
      platform: 'vendure',
      adminApi: 'https://shop.test/admin-api',
      apiKey: 'key',
      checkoutUrl: 'https://shop.test/pay?id={checkoutId}&proof={proof}',
      secrets: shop.secrets,
      currency: 'EUR',
      stores: ['2'],
    },
  ],
  [
    'woocommerce',
    {
      platform: 'woocommerce',
      url: 'https://shop.test',
      consumerKey: 'ck_1',
      consumerSecret: 'cs_1',
      secrets: ['webhook-secret-1'],
      currency: 'EUR',
    },
  ],
])('a %s shop is spoken to by its own adapter', (platform, file) => {
  const tenant = tenantFileOf({ catalogue: undefined, shop: file })
  const [opened] = shopsOf(tenant)
  expect(opened?.platform?.adapter.platform).toBe(platform)
  // A post that comes again is known by the platform's own header.
  const own = { shopify: 'x-shopify-webhook-id', woocommerce: 'x-wc-webhook-delivery-id' }
  expect(opened?.postIdHeader).toBe(
    Object.entries(own).find(([name]) => name === platform)?.[1] ?? 'webhook-id',
  )
})
