import type { Catalogue, ShowEvent, ShowJoinAnswer } from '@tote/protocol'

/**
 * What the host changed while nobody was connected here: the hub's prices of now, for a page without a picture. The
 * catalogue of before must not stand until the next change.
 */
export function withToldPrices(answer: ShowJoinAnswer, catalogue: Catalogue): Catalogue {
  if (answer.kind === 'events') return withPrices(pricesOf(answer.events), catalogue)
  const { base, events } = answer.snapshot
  const before = base.prices.map(({ variantId, price }): [string, number] => [variantId, price])
  return withPrices([...before, ...pricesOf(events)], catalogue)
}

/**
 * The catalogue after what is new of these events: the hub's word of the catalogue comes behind that of the show, and a
 * connection may break between the two.
 */
export function withPricesAfter(seq: number, events: readonly ShowEvent[], catalogue: Catalogue): Catalogue {
  return withPrices(pricesOf(events.filter((event) => event.seq > seq)), catalogue)
}

function pricesOf(events: readonly ShowEvent[]): [string, number][] {
  return events
    .toSorted((a, b) => a.seq - b.seq)
    .flatMap(({ cue }) => (cue.kind === 'priceChanged' ? cue.prices : []))
    .map(({ variantId, price }) => [variantId, price])
}

function withPrices(told: readonly [string, number][], catalogue: Catalogue): Catalogue {
  if (told.length === 0) return catalogue
  // Of several the last.
  const prices = new Map(told)
  return {
    ...catalogue,
    products: catalogue.products.map((product) => ({
      ...product,
      variants: product.variants.map((variant) => ({
        ...variant,
        price: prices.get(variant.id) ?? variant.price,
      })),
    })),
  }
}
