import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import {
  cueSchema,
  currencyCodeSchema,
  priceSchema,
  productIdSchema,
  showIdSchema,
  tenantIdSchema,
  variantIdSchema,
} from '@tote/protocol'
import * as z from 'zod'

const stockCount = z.int().min(0).max(10_000_000)
const httpOrigin = z
  .string()
  .refine(
    (value) => /^https?:/.test(value) && URL.canParse(value) && new URL(value).origin === value,
    'must be an origin only, such as https://brand.example: scheme, host and port, no path or slash at the end',
  )

const catalogueSchema = z.strictObject({
  currency: currencyCodeSchema,
  locations: z.array(
    z.strictObject({
      id: z.string().min(1).max(64),
      name: z.string().max(120),
      kind: z.enum(['warehouse', 'store']),
    }),
  ),
  products: z.array(
    z.strictObject({
      id: productIdSchema,
      title: z.string().min(1).max(200),
      description: z.string().max(5000).default(''),
      brand: z.string().max(120).optional(),
      image: z.string().max(2000).optional(),
      options: z
        .array(
          z.strictObject({
            name: z.string().min(1).max(80),
            values: z.array(z.string().min(1).max(80)).min(1).max(100),
          }),
        )
        .max(6)
        .default([]),
      variants: z
        .array(
          z.strictObject({
            id: variantIdSchema,
            title: z.string().min(1).max(200),
            options: z.array(z.string().max(80)).max(6).default([]),
            sku: z.string().max(80).optional(),
            price: priceSchema,
            compareAt: z.optional(priceSchema),
            image: z.string().max(2000).optional(),
            stock: z.record(z.string(), stockCount).default({}),
          }),
        )
        .min(1)
        .max(250),
    }),
  ),
})

const showSchema = z.strictObject({
  id: showIdSchema,
  title: z.string().min(1).max(200),
  host: z.string().max(120).optional(),
  status: z.enum(['scheduled', 'live', 'ended']),
  /** Programme time of the first picture; the time of first application when absent. */
  startsAt: z.int().min(0).optional(),
  endedAt: z.int().min(0).optional(),
  poster: z.string().max(2000).optional(),
  /** URLs or paths on the hub; `{startsAt}` stands for the show's start. */
  stream: z
    .strictObject({ live: z.string().max(2000).optional(), replay: z.string().max(2000).optional() })
    .default({}),
  /** The log of a show that was held elsewhere, in seconds from its start. */
  cues: z.array(z.strictObject({ atSeconds: z.number().min(0), cue: cueSchema })).default([]),
})

/** One brand as its operator writes it down. */
const tenantFileSchema = z.strictObject({
  id: tenantIdSchema,
  name: z.string().min(1).max(120),
  publishableKey: z.string().regex(/^pk_[A-Za-z0-9_-]{8,64}$/, 'must look like pk_ and 8 to 64 letters'),
  hostKey: z.string().regex(/^hk_[A-Za-z0-9_-]{16,64}$/, 'must look like hk_ and 16 to 64 letters'),
  inventoryMode: z.enum(['none', 'track']).default('track'),
  channels: z.array(
    z.strictObject({
      name: z.string().min(1).max(120),
      origin: httpOrigin,
      isTrusted: z.boolean().default(false),
    }),
  ),
  /** Folder of pictures and posters, from this file; served under `/assets/<tenant>/`. */
  assetsDir: z.string().optional(),
  /** The catalogue, or the path of its file. */
  catalogue: z.union([z.string(), z.record(z.string(), z.unknown())]),
  shows: z.array(showSchema),
})

export type CatalogueFile = z.infer<typeof catalogueSchema>
export type ShowFile = z.infer<typeof showSchema>
export type TenantFile = Omit<z.infer<typeof tenantFileSchema>, 'catalogue'> & {
  readonly catalogue: CatalogueFile
}

/** A tenant file that cannot be used: names the file, the place in it and what is wrong there. */
export class TenantFileError extends Error {
  override readonly name = 'TenantFileError'
}

/** A tenant file's content with its catalogue in it. @throws TenantFileError */
export function parseTenantFile(path: string, content: unknown): TenantFile {
  const { catalogue, ...file } = parseFile(path, tenantFileSchema, content)
  if (typeof catalogue === 'string')
    throw new TenantFileError(`${path}: the catalogue is in a file of its own.`)
  return { ...file, catalogue: parseCatalogue(path, catalogue) }
}

/** @throws TenantFileError */
export async function readTenantFile(path: string): Promise<TenantFile> {
  const file = parseFile(path, tenantFileSchema, await readJson(path))
  const folder = dirname(resolve(path))
  const catalogue =
    typeof file.catalogue === 'string'
      ? await readCatalogueFile(resolve(folder, file.catalogue))
      : parseCatalogue(path, file.catalogue)
  return {
    ...file,
    catalogue,
    ...(file.assetsDir === undefined ? {} : { assetsDir: resolve(folder, file.assetsDir) }),
  }
}

async function readCatalogueFile(path: string): Promise<CatalogueFile> {
  return parseCatalogue(path, await readJson(path))
}

function parseCatalogue(path: string, content: unknown): CatalogueFile {
  const catalogue = parseFile(`${path} (catalogue)`, catalogueSchema, content)
  checkCatalogue(path, catalogue)
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

/** What a schema cannot say: references inside the catalogue hold. */
function checkCatalogue(path: string, { locations, products }: CatalogueFile): void {
  const known = new Set(locations.map(({ id }) => id))
  const seen = new Set<string>()
  for (const product of products)
    for (const variant of product.variants) {
      const where = `${path}: product ${product.id}, variant ${variant.id}`
      if (seen.has(variant.id)) throw new TenantFileError(`${where}: this id is used twice.`)
      seen.add(variant.id)
      if (variant.options.length !== product.options.length)
        throw new TenantFileError(
          `${where}: has ${variant.options.length} options, its product ${product.options.length}.`,
        )
      const stray = Object.keys(variant.stock).find((id) => !known.has(id))
      if (stray !== undefined) throw new TenantFileError(`${where}: stock at ${stray}, which is no location.`)
    }
}
