import type { LocationId } from '@tote/protocol'
import type { ShopCatalogue } from '../shop-catalogue.ts'
import type { FeedField, FeedProblem, FeedValue } from './feed-item.ts'
import type { FeedVariant } from './feed-variant.ts'

/** Where a value of the catalogue stands in the feed, and as what. */
export interface FeedSource extends FeedValue {
  /** Of the value in the catalogue: `products.0.variants.1.price`. */
  readonly path: string
}

type Product = ShopCatalogue['products'][number]

interface ProductOptions {
  /** Of the product in the catalogue. */
  readonly path: string
  readonly location: LocationId
  readonly baseUrl: string | undefined
  readonly say: (problem: FeedProblem) => void
}

const OPTIONS = ['color', 'size', 'material', 'pattern'] as const
const LONGEST: Partial<Record<FeedField, number>> = {
  group_title: 200,
  description: 5000,
  brand: 120,
  image_link: 2000,
  sku: 80,
  color: 80,
  size: 80,
  material: 80,
  pattern: 80,
}

/** One product of a feed's variants, and where each of its values stands; null when none of them can be sold. */
export function buildProduct(
  all: readonly FeedVariant[],
  options: ProductOptions,
): { product: Product; sources: FeedSource[] } | null {
  const { path, location, say } = options
  const sources: FeedSource[] = []
  const note = (at: string, ...values: readonly (FeedValue | undefined)[]) => {
    for (const value of values) if (value !== undefined) sources.push({ path: `${path}.${at}`, ...value })
  }
  const { variants, isCounted } = countedOrNot(all, say)
  const [first] = variants
  if (first === undefined) return null
  const shared = (field: FeedField) => optional(variants, field, options)
  const title = shared('group_title') ?? first.title
  const [description, brand, image] = [shared('description'), shared('brand'), shared('image_link')]
  note('id', first.item.values.item_group_id ?? first.item.values.id)
  note('title', title)
  note('description', description)
  note('brand', brand)
  note('image', image)
  const names = optionNames(variants, say)
  return {
    product: {
      id: first.productId,
      title: title.text,
      description: description?.text ?? '',
      ...(brand === undefined ? {} : { brand: brand.text }),
      ...(image === undefined ? {} : { image: image.text }),
      options: names.map((name) => ({
        name,
        values: [...new Set(variants.flatMap(({ item }) => item.values[name]?.text ?? []))],
      })),
      ...(isCounted ? {} : { inventoryMode: 'none' as const }),
      variants: variants.map((variant, index) => {
        const { id, price, compareAt, count, item } = variant
        const at = `variants.${index}`
        const chosen = names.flatMap((name) => item.values[name] ?? [])
        const sku = optional([variant], 'sku', options)
        const own = optional([variant], 'image_link', options)
        note(`${at}.id`, item.values.id)
        note(`${at}.title`, ...(chosen.length > 0 ? chosen : [variant.title]))
        note(`${at}.sku`, sku)
        note(`${at}.price`, price.from, item.values.currency)
        note(`${at}.compareAt`, compareAt?.from)
        note(`${at}.stock.${location}`, isCounted ? count?.from : undefined)
        for (const [option, value] of chosen.entries()) note(`${at}.options.${option}`, value)
        if (own?.text !== image?.text) note(`${at}.image`, own)
        return {
          id,
          title:
            chosen.length > 0
              ? chosen
                  .map(({ text }) => text)
                  .join(' / ')
                  .slice(0, 200)
              : variant.title.text,
          options: chosen.map(({ text }) => text),
          ...(sku === undefined ? {} : { sku: sku.text }),
          price: price.value,
          ...(compareAt === undefined ? {} : { compareAt: compareAt.value }),
          ...(own === undefined || own.text === image?.text ? {} : { image: own.text }),
          stock: isCounted && count !== undefined ? { [location]: count.value } : {},
        }
      }),
    },
    sources,
  }
}

/** A product is counted when each of its variants is. Of one that is not, what is sold out would look as if there were any number. */
function countedOrNot(
  all: readonly FeedVariant[],
  say: ProductOptions['say'],
): { variants: readonly FeedVariant[]; isCounted: boolean } {
  if (all.every(({ count }) => count !== undefined)) return { variants: all, isCounted: true }
  for (const { count, item } of all)
    if (count !== undefined)
      say({
        at: count.from.at,
        why:
          count.value === 0
            ? `is sold out, and left out: others of product ${item.values.item_group_id?.text ?? ''} have no quantity`
            : 'its quantity is not kept: others of the product have none',
      })
  return { variants: all.filter(({ count }) => count?.value !== 0), isCounted: false }
}

/** What tells the variants apart: each of them has to say it. */
function optionNames(variants: readonly FeedVariant[], say: ProductOptions['say']) {
  if (variants.length < 2) return []
  return OPTIONS.filter((name) => {
    const having = variants.filter(({ item }) => (item.values[name]?.text.length ?? Infinity) <= 80).length
    if (having > 0 && having < variants.length)
      say({
        at: variants[0]?.item.at ?? '',
        why: `${name} is said of ${having} of ${variants.length} of its product, and is no option of it`,
      })
    return having === variants.length
  })
}

/** The first one that holds; those that do not are listed. */
function optional(
  variants: readonly FeedVariant[],
  field: FeedField,
  { baseUrl, say }: ProductOptions,
): FeedValue | undefined {
  for (const { item } of variants) {
    const value = item.values[field]
    if (value === undefined) continue
    const longest = LONGEST[field] ?? Infinity
    const address = field === 'image_link' ? toAddress(value.text, baseUrl) : value.text
    if (address !== null && address.length <= longest) return { ...value, text: address }
    const why = address === null ? 'is no http address' : `is longer than ${longest} signs`
    say({ at: value.at, why: `${why}, and left out` })
  }
  return undefined
}

function toAddress(text: string, baseUrl: string | undefined): string | null {
  const url = URL.parse(text, baseUrl)
  return url !== null && /^https?:$/.test(url.protocol) ? url.href : null
}
