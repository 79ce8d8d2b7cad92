import {
  foldCues,
  limits,
  money,
  priceAt,
  type Catalogue,
  type Moment,
  type Product,
  type ShowEvent,
  type ShowSnapshot,
  type Variant,
} from '@tote/protocol'
import type { ProductView, VariantView } from './product-view.ts'

/** What is known of a show's log: a base and the events after it. */
export type CueLog = Pick<ShowSnapshot, 'base' | 'events'>

/**
 * The catalogue as the picture at `atMs` shows it: the price and the host's marks of that moment, not of
 * the hub's now. Null for a page without a picture yet: then the hub's now.
 */
export function toProductViews(catalogue: Catalogue, log: CueLog, atMs: number | null): ProductView[] {
  const moment = atMs === null ? null : foldCues(log.events, atMs, log.base)
  return catalogue.products.map((product) =>
    toProductView(product, (variant) => toVariantView(variant, { catalogue, log, moment, atMs })),
  )
}

function toProductView(product: Product, toView: (variant: Variant) => VariantView): ProductView {
  const variants = product.variants.map(toView)
  const open = variants.filter((variant) => !variant.isSoldOut)
  const prices = (open.length > 0 ? open : variants).map(({ price }) => price)
  const sorted = prices.toSorted((a, b) => a.amount - b.amount)
  const [min] = sorted
  const max = sorted.at(-1)
  if (min === undefined || max === undefined) throw new Error(`product ${product.id} has no variant`)
  return {
    id: product.id,
    title: product.title,
    description: product.description,
    brand: product.brand ?? null,
    merchantId: product.merchantId,
    image: product.image ?? null,
    options: product.options,
    variants,
    priceRange: { min, max },
    isSoldOut: open.length === 0,
  }
}

interface At {
  readonly catalogue: Catalogue
  readonly log: CueLog
  readonly moment: Moment | null
  readonly atMs: number | null
}

function toVariantView(variant: Variant, { catalogue, log, moment, atMs }: At): VariantView {
  const shown = atMs === null ? undefined : priceAt(log.events, variant.id, { atMs, base: log.base })
  const amount = shown?.price ?? variant.price
  // A drop during the show strikes the price before it through, where the catalogue has none of its own.
  const before = variant.compareAt ?? firstPrice(log.events, variant.id)
  return {
    id: variant.id,
    title: variant.title,
    options: variant.options,
    image: variant.image ?? null,
    price: money(amount, catalogue.currencyCode),
    compareAt: before !== undefined && before > amount ? money(before, catalogue.currencyCode) : null,
    priceEndsAt: shown?.end?.at ?? null,
    isSoldOut: isSoldOut(variant, { log, moment, atMs }),
    // As the hub has it now, whatever the picture shows: nobody is to press what the hub would refuse.
    drop: log.events
      .flatMap(({ cue }) => (cue.kind === 'dropSet' && cue.variantId === variant.id ? [cue.drop] : []))
      .at(-1),
    lowStock:
      variant.free !== null && variant.free > 0 && variant.free <= limits.lowStock ? variant.free : null,
  }
}

function isSoldOut(variant: Variant, { log, moment, atMs }: Omit<At, 'catalogue'>): boolean {
  if (!variant.isActive) return true
  if (moment?.soldOut.includes(variant.id) === true) return true
  if (variant.free !== 0) return false
  // Nothing free now, but only by a mark that the picture has not reached.
  const isMarkAhead = log.events.some(
    ({ at, cue }) =>
      cue.kind === 'soldOutMarked' &&
      cue.isSoldOut &&
      atMs !== null &&
      at > atMs &&
      cue.variantIds.includes(variant.id),
  )
  return !isMarkAhead
}

function firstPrice(events: readonly ShowEvent[], variantId: Variant['id']): number | undefined {
  for (const { cue } of events) {
    if (cue.kind !== 'priceChanged') continue
    const change = cue.prices.find((entry) => entry.variantId === variantId)
    if (change !== undefined) return change.was
  }
  return undefined
}
