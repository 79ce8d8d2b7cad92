import type { LocationId } from '@tote/protocol'
import { catalogueProblem, shopCatalogueSchema, type ShopCatalogue } from '../shop-catalogue.ts'
import { buildProduct, type FeedSource } from './build-product.ts'
import type { FeedItems, FeedProblem } from './feed-item.ts'
import { toFeedVariant, type FeedVariant } from './feed-variant.ts'

export interface FeedOptions {
  /** ISO 4217, for prices that say none. Those that say another one are not read. */
  readonly currency?: string | undefined
  /** Where the feed's quantities are. */
  readonly location?: LocationId | undefined
  /** What relative addresses are from: the page's own. */
  readonly baseUrl?: string | undefined
  /** Milliseconds since 1970: a sale price may have its time. */
  readonly nowMs: number
}

export interface FeedImport {
  /** Null when there is nothing that can be sold. */
  readonly catalogue: ShopCatalogue | null
  /** Where each value of the catalogue stands in the feed. */
  readonly sources: readonly FeedSource[]
  /** What could not be read, and is not in the catalogue. */
  readonly problems: readonly FeedProblem[]
}

const MOST_PRODUCTS = 10_000
const MOST_VARIANTS = 250

/** A catalogue of what a feed's items say in one way only; the rest is listed. */
export function buildCatalogue({ items, problems: earlier }: FeedItems, options: FeedOptions): FeedImport {
  const problems: FeedProblem[] = [...earlier]
  const told = new Set<string>()
  const say = (problem: FeedProblem) => {
    // What variants share is looked at for each of them.
    const words = `${problem.at}: ${problem.why}`
    if (!told.has(words)) problems.push(problem)
    told.add(words)
  }
  const variants = items.flatMap((item) => toFeedVariant(item, { ...options, say }) ?? [])
  const currencies = [...new Set(variants.map(({ currencyCode }) => currencyCode))]
  const [currency] = currencies
  if (currencies.length > 1)
    say({ at: 'the feed', why: `has prices in ${currencies.join(' and ')}: name one with --currency` })
  if (currency === undefined || currencies.length > 1) return { catalogue: null, sources: [], problems }

  const location = options.location ?? ('feed' as LocationId)
  const sources: FeedSource[] = []
  const products: ShopCatalogue['products'] = []
  for (const group of groupsOf(variants, say)) {
    const path = `products.${products.length}`
    const product = buildProduct(group, { path, location, baseUrl: options.baseUrl, say })
    if (product === null) continue
    products.push(product.product)
    sources.push(...product.sources)
  }
  const isCounted = products.some((product) =>
    product.variants.some(({ stock }) => Object.keys(stock).length > 0),
  )
  const catalogue = shopCatalogueSchema.parse({
    currency,
    locations: isCounted ? [{ id: location, name: location, kind: 'warehouse' }] : [],
    products,
  })
  const broken = catalogueProblem(catalogue)
  if (broken !== null) throw new Error(`the catalogue does not hold together: ${broken}`)
  return { catalogue: products.length === 0 ? null : catalogue, sources, problems }
}

/** By their product, in the order of the feed; without those whose id was there before, and those beyond what a catalogue holds. */
function groupsOf(variants: readonly FeedVariant[], say: (problem: FeedProblem) => void): FeedVariant[][] {
  const groups = new Map<string, FeedVariant[]>()
  const seen = new Map<string, string>()
  for (const variant of variants) {
    const { id, productId, item } = variant
    const before = seen.get(id)
    const group = groups.get(productId) ?? []
    if (before !== undefined)
      say({ at: item.at, why: `its id ${id} is that of ${before} too, which is taken` })
    else if (group.length === MOST_VARIANTS)
      say({ at: item.at, why: `is beyond ${MOST_VARIANTS} of one product` })
    else if (group.length === 0 && groups.size === MOST_PRODUCTS)
      say({ at: item.at, why: `is beyond ${MOST_PRODUCTS} products` })
    else {
      seen.set(id, item.at)
      groups.set(productId, [...group, variant])
    }
  }
  return [...groups.values()]
}
