import type { ProductView } from '@tote/core'
import {
  consoleSessionSchema,
  money,
  productIdSchema,
  showInfoSchema,
  variantIdSchema,
  type ShowInfo,
} from '@tote/protocol'

export const session = consoleSessionSchema.parse({
  tenant: { id: 'maison', name: 'Maison' },
  key: 'pk_testtesttest',
  shows: [
    { id: 'winter', title: 'Winter', status: 'ended', startsAt: 0 },
    { id: 'spring', title: 'Spring', status: 'live', startsAt: 0 },
  ],
})

/** What the hub would tell of a show, with two products. */
export function infoOf(showId: string): ShowInfo {
  const show = session.shows.find(({ id }) => id === showId)
  if (show === undefined) throw new Error(`there is no show ${showId}`)
  const product = (id: string) => ({
    id: productIdSchema.parse(id),
    title: `The ${id}`,
    description: '',
    options: [],
    variants: ['small', 'large'].map((size) => ({
      id: variantIdSchema.parse(`${id}-${size}`),
      title: size,
      options: [],
      price: 1900,
      free: null,
      isActive: true,
    })),
  })
  return showInfoSchema.parse({
    tenant: { id: 'maison', name: 'Maison' },
    show,
    catalogue: { currencyCode: 'EUR', products: [product('mug'), product('hat')] },
    stores: [],
    carryTo: [],
    epoch: 'e1',
    now: Date.now(),
    build: 'test',
  })
}

export function mugView(soldOut: readonly string[] = []): ProductView {
  const price = money(1900, 'EUR')
  const variants = ['small', 'large'].map((title) => ({
    id: variantIdSchema.parse(`mug-${title}`),
    title,
    options: [],
    image: null,
    price,
    compareAt: null,
    priceEndsAt: null,
    isSoldOut: soldOut.includes(title),
    lowStock: null,
  }))
  return {
    id: productIdSchema.parse('mug'),
    title: 'The mug',
    description: '',
    brand: null,
    image: null,
    options: [],
    variants,
    priceRange: { min: price, max: price },
    isSoldOut: variants.every(({ isSoldOut }) => isSoldOut),
  }
}
