import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { catalogueProblem } from '@tote/commerce'
import {
  creditRuleSchema,
  discountCodeSchema,
  discountSchema,
  locationIdSchema,
  tenantIdSchema,
  toDiscountCode,
} from '@tote/protocol'
import * as z from 'zod'
import { storeFileSchema } from '../fulfilment/store-facts.ts'
import { loyaltySchema } from '../loyalty/loyalty-settings.ts'
import { isPointsCode } from '../loyalty/points-code.ts'
import { topics } from '../webhooks/webhook.ts'
import { shopFileSchema, type ShopFile } from './shop-file.ts'
import { showFileSchema } from './show-file.ts'
import { fileCatalogueSchema, type FileCatalogue } from './file-catalogue.ts'
import { merchantFileSchema } from './merchant.ts'
import { merchantsProblem } from './merchants-problem.ts'
import { signingSecretsSchema } from './signing-secrets.ts'

const inventoryMode = z.enum(['none', 'track', 'on_checkout', 'on_cart'])
const httpOrigin = z
  .string()
  .refine(
    (value) => /^https?:/.test(value) && URL.canParse(value) && new URL(value).origin === value,
    'must be an origin only, such as https://brand.example: scheme, host and port, no path or slash at the end',
  )

const discountCodeFileSchema = z.strictObject({
  code: discountCodeSchema.check(
    z.refine(
      (code) => !isPointsCode(toDiscountCode(code)),
      'may not begin as points do in a basket: POINTS-',
    ),
  ),
  discount: discountSchema,
  startsAt: z.int().min(0).optional(),
  endsAt: z.int().min(0).optional(),
  /** Orders it may be used in, over all shoppers. */
  maxUses: z.int().min(1).optional(),
})

/** What tools write into a public key besides the key. */
const jwkRemarks = {
  kid: z.string().max(64).optional(),
  alg: z.string().max(16).optional(),
  use: z.literal('sig').optional(),
  key_ops: z.array(z.literal('verify')).optional(),
}

/** A public key of the tenant's backend, by which shoppers are told to us. A private one is refused: it has no business here. */
const signingKeySchema = z.strictObject({
  kid: z.string().min(1).max(64),
  jwk: z.discriminatedUnion('kty', [
    z.strictObject({
      kty: z.literal('EC'),
      crv: z.literal('P-256'),
      x: z.string().max(64),
      y: z.string().max(64),
      ...jwkRemarks,
    }),
    z.strictObject({
      kty: z.literal('OKP'),
      crv: z.literal('Ed25519'),
      x: z.string().max(64),
      ...jwkRemarks,
    }),
  ]),
})

const webhookSchema = z.strictObject({
  url: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .refine(
      (url) => url.startsWith('https:') || isLoopbackUrl(url),
      'must be https (http for this machine alone, and only where TOTE_WEBHOOK_LOOPBACK allows it)',
    ),
  secrets: signingSecretsSchema,
  topics: z.array(z.enum(topics)).min(1),
})

function isLoopbackUrl(url: string): boolean {
  return URL.canParse(url) && ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname)
}

/** One brand as its operator writes it down. */
const tenantFileSchema = z.strictObject({
  id: tenantIdSchema,
  name: z.string().min(1).max(120),
  publishableKey: z.string().regex(/^pk_[A-Za-z0-9_-]{8,64}$/, 'must look like pk_ and 8 to 64 letters'),
  hostKey: z.string().regex(/^hk_[A-Za-z0-9_-]{16,64}$/, 'must look like hk_ and 16 to 64 letters'),
  /** Who at the tenant's stores hands over what was ordered, each with a key to the console of their own. */
  associates: z
    .array(
      z.strictObject({
        name: z.string().min(1).max(120),
        key: z.string().regex(/^ak_[A-Za-z0-9_-]{16,64}$/, 'must look like ak_ and 16 to 64 letters'),
        /** A store of the catalogue, or of the shop. */
        location: locationIdSchema,
      }),
    )
    .max(1000)
    .refine(
      (all) => new Set(all.map(({ key }) => key)).size === all.length,
      'has one key twice: each associate has one of their own',
    )
    .default([]),
  /** Where they are, when they are open and what they do: of stores of the catalogue, or of the shop. */
  stores: z
    .array(storeFileSchema)
    .max(500)
    .refine(
      (all) => new Set(all.map(({ location }) => location)).size === all.length,
      'names one store twice',
    )
    .default([]),
  /** Two at once while one replaces the other. */
  keys: z.array(signingKeySchema).max(4).default([]),
  webhooks: z.array(webhookSchema).max(10).default([]),
  /** What stock is for, where a product does not say otherwise; see the guide. */
  inventoryMode: inventoryMode.default('on_checkout'),
  /** How long goods in mode `on_cart` are held in a cart. */
  holdMinutes: z
    .number()
    .min(1)
    .max(24 * 60)
    .default(10),
  /** How long a shopper may take to pay. */
  checkoutMinutes: z.number().min(1).max(60).default(15),
  /** By which the ledger shares out what is sold from now on; reports can use any. */
  creditRule: z.prefault(creditRuleSchema, 'last-touch'),
  /** What a shopper only watched is noted where their page says that they allow measuring, and else not. */
  creditConsent: z.boolean().default(false),
  /** Points for what is bought and watched; left out, there are none. */
  loyalty: loyaltySchema.optional(),
  discountCodes: z.array(discountCodeFileSchema).default([]),
  channels: z.array(
    z
      .strictObject({
        name: z.string().min(1).max(120),
        origin: httpOrigin,
        isTrusted: z.boolean().default(false),
        /** A portal: only the hub's own frame may speak for shoppers there. */
        isIsolated: z.boolean().default(false),
        /** Whether the page around that frame is told how much is in the basket. */
        tellsCount: z.boolean().default(false),
      })
      .refine(
        ({ isTrusted, isIsolated }) => !(isTrusted && isIsolated),
        'cannot be both isTrusted and isIsolated: a page that is trusted with baskets needs no frame',
      ),
  ),
  /** Where the shop's own cart takes contents, such as `https://shop.example/cart/{lines}`. */
  cartPermalink: z
    .string()
    .max(2000)
    .refine(
      (pattern) => /^https?:/.test(pattern) && URL.canParse(pattern) && pattern.includes('{lines}'),
      'must be an address with {lines} in it, such as https://shop.example/cart/{lines}',
    )
    .optional(),
  /** Folder of pictures and posters, from this file; served under `/assets/<tenant>/`. */
  assetsDir: z.string().optional(),
  /** The catalogue, or the path of its file. */
  catalogue: z.union([z.string(), z.record(z.string(), z.unknown())]).optional(),
  /** In place of a catalogue: the shop platform that has it. */
  shop: shopFileSchema.optional(),
  /** Who sells at its shows besides itself. */
  merchants: z.array(merchantFileSchema).max(50).default([]),
  /** Who says what goes with what, where it is not to be the hub. */
  recommender: z
    .strictObject({ url: z.url({ protocol: /^https?$/ }).max(2000), secrets: signingSecretsSchema })
    .optional(),
  /** By which a backend without such a platform signs the counts that it tells. */
  newsSecrets: signingSecretsSchema.optional(),
  shows: z.array(showFileSchema),
})

/** Where a tenant's catalogue comes from. */
type Goods =
  | { readonly from: 'file'; readonly catalogue: FileCatalogue }
  | { readonly from: 'shop'; readonly shop: ShopFile }

type RawTenantFile = z.infer<typeof tenantFileSchema>
export type TenantFile = Omit<RawTenantFile, 'catalogue' | 'shop'> & { readonly goods: Goods }

/** A tenant file that cannot be used: names the file, the place in it and what is wrong there. */
export class TenantFileError extends Error {
  override readonly name = 'TenantFileError'
}

/** A tenant file's content with its catalogue in it. @throws TenantFileError */
export function parseTenantFile(path: string, content: unknown): TenantFile {
  const { catalogue, shop, ...file } = parseFile(path, tenantFileSchema, content)
  if (typeof catalogue === 'string')
    throw new TenantFileError(`${path}: the catalogue is in a file of its own.`)
  return checked(path, {
    ...file,
    goods: goodsOf(path, { ...file, catalogue, shop }),
  })
}

/** @throws TenantFileError */
export async function readTenantFile(path: string): Promise<TenantFile> {
  const { catalogue, shop, ...file } = parseFile(path, tenantFileSchema, await readJson(path))
  const folder = dirname(resolve(path))
  const content = typeof catalogue === 'string' ? await readJson(resolve(folder, catalogue)) : catalogue
  const at = typeof catalogue === 'string' ? resolve(folder, catalogue) : path
  return checked(path, {
    ...file,
    goods: goodsOf(at, { ...file, catalogue: content, shop }),
    ...(file.assetsDir === undefined ? {} : { assetsDir: resolve(folder, file.assetsDir) }),
  })
}

function checked(path: string, file: TenantFile): TenantFile {
  const problem = merchantsProblem(file)
  if (problem !== null) throw new TenantFileError(`${path}: ${problem}`)
  return withStores(path, file)
}

/** Who works at a store that is not there would find no order. Which stores a shop has is known once it was read. */
function withStores(path: string, file: TenantFile): TenantFile {
  const { goods, associates, stores } = file
  if (goods.from === 'shop') return file
  const known = new Set(goods.catalogue.locations.flatMap(({ id, kind }) => (kind === 'store' ? [id] : [])))
  const stray = associates.find(({ location }) => !known.has(location))
  if (stray !== undefined)
    throw new TenantFileError(
      `${path}: the associate ${stray.name} is at ${stray.location}, which is no store of the catalogue.`,
    )
  const at = stores.findIndex(({ location }) => !known.has(location))
  if (at < 0) return file
  throw new TenantFileError(
    `${path}: stores.${at}.location: ${stores[at]?.location} is no store of the catalogue.`,
  )
}

function goodsOf(
  path: string,
  {
    catalogue,
    shop,
    newsSecrets,
    loyalty,
  }: Pick<RawTenantFile, 'newsSecrets' | 'loyalty'> & { catalogue: unknown; shop: ShopFile | undefined },
): Goods {
  if (shop === undefined && catalogue === undefined)
    throw new TenantFileError(`${path}: needs a catalogue, or the shop that has it.`)
  if (shop === undefined) return { from: 'file', catalogue: parseCatalogue(path, catalogue) }
  if (catalogue !== undefined)
    throw new TenantFileError(
      `${path}: has both a catalogue and a shop. Take one away: goods have one source of truth.`,
    )
  if (loyalty?.spend !== undefined && shop.platform !== 'custom')
    throw new TenantFileError(
      `${path}: loyalty.spend: ${shop.platform} takes no points at its check-out. Leave spend out, and they are collected.`,
    )
  if (newsSecrets !== undefined)
    throw new TenantFileError(
      `${path}: newsSecrets are for tenants without a shop platform; ${shop.platform} signs its news itself.`,
    )
  return { from: 'shop', shop }
}

function parseCatalogue(path: string, content: unknown): FileCatalogue {
  const catalogue = parseFile(`${path} (catalogue)`, fileCatalogueSchema, content)
  const problem = catalogueProblem(catalogue)
  if (problem !== null) throw new TenantFileError(`${path}: ${problem}`)
  return catalogue
}

async function readJson(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new TenantFileError(`${path} cannot be read. Check TOTE_TENANTS and the file's rights.`, { cause })
  })
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new TenantFileError(`${path} is not JSON: ${cause instanceof Error ? cause.message : ''}`, {
      cause,
    })
  }
}

function parseFile<Schema extends z.ZodType>(path: string, schema: Schema, value: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  // The value itself is not repeated: it may be a key.
  const issues = parsed.error.issues.map(
    (issue) => `  ${issue.path.join('.') || '(whole file)'}: ${issue.message}`,
  )
  throw new TenantFileError(`${path} is not a tenant file:\n${issues.join('\n')}`)
}
