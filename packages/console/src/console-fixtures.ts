import type { ProductView } from '@tote/core'
import {
  consoleSessionSchema,
  creditReportSchema,
  money,
  productIdSchema,
  showInfoSchema,
  variantIdSchema,
  type CreditReport,
  type Pickup,
  type ShowInfo,
} from '@tote/protocol'
import { pickupSchema } from '@tote/protocol/pickup'
import { storeTaskSchema, type StoreTask } from '@tote/protocol/store-tasks'

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

/** What the hub would tell of sales: `orders` of 40.00 in the spring show, and one that no show brought. */
export function creditOf(orders = 1): CreditReport {
  const none = { orders: 1, units: 1, averageOrder: 1000, viewers: 0, carts: 0, buyers: 0 }
  const shown = {
    orders,
    units: 2 * orders,
    revenue: { direct: 3000 * orders, assisted: 1000 * orders, none: 0 },
    averageOrder: 4000,
    viewers: 8,
    carts: 4,
    buyers: orders,
    conversion: orders / 8,
    abandonment: 0.75,
    newBuyers: 2,
    lifetimeValue: 5050,
  }
  const groups = [
    { key: 'spring', label: 'Spring', ...shown },
    {
      key: '',
      label: 'No show',
      ...none,
      revenue: { direct: 0, assisted: 0, none: 1000 },
      conversion: null,
      abandonment: null,
      newBuyers: 0,
      lifetimeValue: null,
    },
  ]
  return creditReportSchema.parse({
    rule: { name: 'booked', words: ['Last touch: the last one.', 'Direct: in the player.'] },
    from: 0,
    to: 1,
    currencyCode: 'EUR',
    total: { ...shown, orders: orders + 1, revenue: { ...shown.revenue, none: 1000 } },
    by: { show: groups, host: [], channel: groups, product: groups, cue: groups, associate: groups },
    keepDays: 30,
    now: 1,
  })
}

/** Two mugs that wait at a store; handed over by Mia when `isNew` or `isOver`. */
export function pickupOf({ isNew = false, isOver = false } = {}): Pickup {
  const isHandedOver = isNew || isOver
  return pickupSchema.parse({
    order: {
      id: 'k1',
      ref: '1001',
      placedAt: Date.UTC(2026, 10, 26, 9),
      total: money(3800, 'EUR'),
      fulfilment: {
        kind: 'pickup',
        locationId: 'rue',
        storeName: 'Rue Verte',
        code: 'WDJBMJHT',
        ...(isHandedOver ? { handedOverAt: Date.UTC(2026, 10, 26, 10) } : {}),
      },
      lines: [
        {
          variantId: 'mug-small',
          title: 'The mug',
          variantTitle: 'small',
          quantity: 2,
          price: money(1900, 'EUR'),
        },
      ],
    },
    handedOverBy: isHandedOver ? 'Mia' : null,
    isNew,
  })
}

/** Two mugs that the Rue Verte has to send. */
export function storeTaskOf({
  givenBack,
  ...changes
}: Record<string, unknown> & { readonly givenBack?: number } = {}): StoreTask {
  return storeTaskSchema.parse({
    kind: 'send',
    orderId: 'k1',
    store: { id: 'rue', name: 'Rue Verte' },
    ref: '1001',
    placedAt: Date.UTC(2026, 10, 26, 9),
    lines: [
      {
        title: 'The mug',
        variantTitle: 'small',
        quantity: 2,
        attributes: [['Engraving', 'A. B.']],
        ...(givenBack === undefined ? {} : { givenBack }),
      },
    ],
    ...changes,
  })
}
