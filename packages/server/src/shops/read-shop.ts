import { catalogueProblem, shopCatalogueSchema, ShopError, type ShopCatalogue } from '@tote/commerce'
import type { VariantId } from '@tote/protocol'
import { applyCatalogue } from '../store/apply-catalogue.ts'
import { countStock } from '../store/count-stock.ts'
import type { Store } from '../store/store.ts'
import type { ShopPlatform } from './shop.ts'

interface ReadDeps {
  readonly store: Store
  readonly now: () => number
}

/**
 * Reads all that is on sale and makes the database say so.
 * @returns Variants of which more or fewer are there than before.
 * @throws ShopError; the last catalogue stays in force.
 */
export async function readShop(
  { store, now }: ReadDeps,
  { tenantId, merchantId, adapter, market, inventoryMode }: ShopPlatform,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const askedAtMs = now()
  const catalogue = checkCatalogue(adapter.platform, await adapter.readCatalogue(market, signal))
  if (catalogue.currency !== market.currencyCode)
    throw new ShopError(
      'invalid',
      `${adapter.platform} sells in ${catalogue.currency}, and the tenant file says ${market.currencyCode}.`,
    )
  return store.transaction((trx) =>
    applyCatalogue(trx, tenantId, {
      catalogue,
      sellers: [merchantId],
      inventoryMode,
      word: { reason: 'shop', nowMs: now(), askedAtMs },
    }),
  )
}

/** The types of an adapter's answer are its promise; what is written is held against the schema. */
function checkCatalogue(platform: string, told: ShopCatalogue): ShopCatalogue {
  const { data: catalogue, error } = shopCatalogueSchema.safeParse(told)
  const [issue] = error?.issues ?? []
  const problem =
    catalogue === undefined ? `${issue?.path.join('.')}: ${issue?.message}` : catalogueProblem(catalogue)
  if (catalogue === undefined || problem !== null)
    throw new ShopError('invalid', `The catalogue of ${platform} cannot be used: ${problem}`)
  return catalogue
}

/** As many as a shop is asked for in one go. */
const VARIANTS_AT_ONCE = 100

/** Asks how many there are of these now, and counts them so. @throws ShopError */
export async function readCounts(
  { store, now }: ReadDeps,
  { tenantId, adapter }: ShopPlatform,
  { variantIds, signal }: { variantIds: readonly VariantId[]; signal: AbortSignal },
): Promise<readonly string[]> {
  const changed: string[] = []
  for (let index = 0; index < variantIds.length; index += VARIANTS_AT_ONCE) {
    const askedAtMs = now()
    const counts = await adapter.readStock(variantIds.slice(index, index + VARIANTS_AT_ONCE), signal)
    const counted = await store.transaction((trx) =>
      countStock(trx, tenantId, counts, { reason: 'shop', nowMs: now(), askedAtMs }),
    )
    changed.push(...counted.changed)
  }
  return changed
}
