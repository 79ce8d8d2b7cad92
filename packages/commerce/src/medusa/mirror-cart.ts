import * as z from 'zod'
import type { CartProblem, MirroredCart, MirroredLine } from '../commerce-adapter.ts'
import { toMinorUnits } from '../minor-units.ts'
import { findRegion } from './find-region.ts'
import type { MedusaApi } from './medusa-api.ts'
import type { MedusaShop } from './medusa-shop.ts'

const mirrorSchema = z.object({
  gone: z.array(z.string()),
  refused_codes: z.array(z.string()),
  is_pickup_known: z.boolean(),
  is_late: z.boolean(),
  cart: z.object({
    id: z.string(),
    currency_code: z.string(),
    items: z.array(
      z.object({
        quantity: z.number(),
        unit_price: z.number(),
        is_tax_inclusive: z.boolean().nullish(),
        total: z.number(),
        tax_total: z.number(),
        metadata: z.object({ tote_line: z.string().nullish() }).nullish(),
      }),
    ),
  }),
})
type Mirrored = z.infer<typeof mirrorSchema>

export interface MirroredMedusaCart {
  readonly id: string
  /** Minor units, before delivery and tax that is added. */
  readonly total: number
  readonly problems: readonly CartProblem[]
  /** True when the shop has a later revision of this cart: then nothing was done, and nothing is said of its lines. */
  readonly isLate: boolean
}

/** Makes Medusa's cart hold what the hub's holds: one request to the shop's route, which locks the cart and does it. */
export async function mirrorCart(
  ask: MedusaApi,
  { cart, shop, signal }: { cart: MirroredCart; shop: MedusaShop; signal: AbortSignal },
): Promise<MirroredMedusaCart> {
  const { cartId, rev, lines, codes, fulfilment, note, market } = cart
  const mirrored = await ask({
    what: "a cart to be mirrored (by Tote's route)",
    path: '/admin/tote/carts',
    body: {
      cart: cartId,
      ...(rev === undefined ? {} : { rev }),
      region_id: await findRegion(ask, market, signal),
      publishable_key: shop.publishableKey,
      lines: lines.map(toInput),
      codes,
      note,
      pickup: fulfilment.kind === 'pickup' ? fulfilment.locationId : null,
    },
    answer: mirrorSchema,
    signal,
  })
  const { id, currency_code, items } = mirrored.cart
  // Where tax is added, a line's total has it, and the hub's cart has not.
  const sum = items.reduce(
    (all, { total, tax_total, is_tax_inclusive }) =>
      all + total - (is_tax_inclusive === true ? 0 : tax_total),
    0,
  )
  return {
    id,
    total: toMinorUnits(sum, currency_code),
    problems: mirrored.is_late ? [] : findProblems(cart, mirrored),
    isLate: mirrored.is_late,
  }
}

function toInput({ lineId, variantId, quantity, attributes, receipt, isSent }: MirroredLine) {
  return {
    line: lineId,
    variant_id: variantId,
    quantity,
    // Read by people in the shop's own pages.
    ...(attributes.length === 0
      ? {}
      : { attributes: attributes.map(([name, value]) => `${name}: ${value}`).join('\n') }),
    ...(receipt === undefined ? {} : { receipt }),
    ...(isSent === true ? { is_sent: isSent } : {}),
  }
}

function findProblems(
  { lines, fulfilment }: MirroredCart,
  { gone, refused_codes, is_pickup_known, cart }: Mirrored,
): CartProblem[] {
  const inShop = new Map(cart.items.map((item) => [item.metadata?.tote_line, item]))
  const problems = lines.flatMap(({ lineId, quantity, price }): CartProblem[] => {
    if (gone.includes(lineId)) return [{ code: 'gone', lineId }]
    const item = inShop.get(lineId)
    if (item === undefined) return [{ code: 'no_stock', lineId, available: 0 }]
    const shopPrice = toMinorUnits(item.unit_price, cart.currency_code)
    return [
      ...(item.quantity < quantity ? [{ code: 'no_stock', lineId, available: item.quantity } as const] : []),
      ...(shopPrice === price ? [] : [{ code: 'price_changed', lineId, price: shopPrice } as const]),
    ]
  })
  for (const discountCode of refused_codes) problems.push({ code: 'bad_code', discountCode })
  if (!is_pickup_known && fulfilment.kind === 'pickup')
    problems.push({ code: 'bad_location', locationId: fulfilment.locationId })
  return problems
}
