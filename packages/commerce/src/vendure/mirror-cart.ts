import * as z from 'zod'
import type { CartProblem, MirroredCart, MirroredLine } from '../commerce-adapter.ts'
import type { AdminApi } from './admin-api.ts'
import { toMinorUnits } from './money.ts'

const mirrorQuery = `mutation ToteMirror($input: ToteCartInput!) {
  toteMirror(input: $input) {
    gone refusedCodes isPickupKnown isLate pricesIncludeTax precision
    order {
      id code currencyCode subTotal subTotalWithTax
      lines { quantity unitPrice unitPriceWithTax customFields { toteLine } }
    }
  }
}`
const mirrorSchema = z.object({
  toteMirror: z.object({
    gone: z.array(z.string()),
    refusedCodes: z.array(z.string()),
    isPickupKnown: z.boolean(),
    isLate: z.boolean(),
    pricesIncludeTax: z.boolean(),
    precision: z.int(),
    order: z.object({
      id: z.string(),
      code: z.string(),
      currencyCode: z.string(),
      subTotal: z.number(),
      subTotalWithTax: z.number(),
      lines: z.array(
        z.object({
          quantity: z.int(),
          unitPrice: z.number(),
          unitPriceWithTax: z.number(),
          customFields: z.object({ toteLine: z.string().nullable() }),
        }),
      ),
    }),
  }),
})
type Mirrored = z.infer<typeof mirrorSchema>['toteMirror']

export interface MirroredOrder {
  readonly id: string
  readonly code: string
  /** Minor units, before delivery and tax that is added. */
  readonly total: number
  readonly problems: readonly CartProblem[]
  /** True when the shop has a later revision of this cart: then nothing was done, and nothing is said of its lines. */
  readonly isLate: boolean
}

/** Makes the order of this cart hold its lines: one request, which the shop's plugin does as one transaction. */
export async function mirrorCart(
  ask: AdminApi,
  cart: MirroredCart,
  signal: AbortSignal,
): Promise<MirroredOrder> {
  const { cartId, rev, lines, codes, fulfilment, note, market } = cart
  const input = {
    cart: cartId,
    ...(rev === undefined ? {} : { rev }),
    lines: lines.map(toInput),
    codes,
    note,
    ...(fulfilment.kind === 'pickup' ? { pickup: fulfilment.locationId } : {}),
  }
  const { toteMirror: mirrored } = await ask({
    what: "a cart to be mirrored (by Tote's plugin)",
    query: mirrorQuery,
    variables: { input },
    answer: mirrorSchema,
    signal,
    market,
  })
  const { order, pricesIncludeTax, precision, isLate } = mirrored
  const { id, code, currencyCode, subTotal, subTotalWithTax } = order
  return {
    id,
    code,
    total: toMinorUnits(pricesIncludeTax ? subTotalWithTax : subTotal, currencyCode, precision),
    problems: isLate ? [] : findProblems(cart, mirrored),
    isLate,
  }
}

function toInput({ lineId, variantId, quantity, attributes, receipt, isSent }: MirroredLine) {
  return {
    line: lineId,
    variantId,
    quantity,
    // Read by people in the shop's own pages.
    ...(attributes.length === 0
      ? {}
      : { attributes: attributes.map(([name, value]) => `${name}: ${value}`).join('\n') }),
    ...(receipt === undefined ? {} : { receipt }),
    // A plugin of former days knows no such field, and is told none.
    ...(isSent === true ? { isSent } : {}),
  }
}

function findProblems({ lines, fulfilment }: MirroredCart, mirrored: Mirrored): CartProblem[] {
  const { gone, refusedCodes, isPickupKnown, pricesIncludeTax, precision, order } = mirrored
  const inShop = new Map(order.lines.map((line) => [line.customFields.toteLine, line]))
  const problems = lines.flatMap(({ lineId, quantity, price }): CartProblem[] => {
    if (gone.includes(lineId)) return [{ code: 'gone', lineId }]
    const line = inShop.get(lineId)
    if (line === undefined) return [{ code: 'no_stock', lineId, available: 0 }]
    const asked = pricesIncludeTax ? line.unitPriceWithTax : line.unitPrice
    const shopPrice = toMinorUnits(asked, order.currencyCode, precision)
    return [
      ...(line.quantity < quantity ? [{ code: 'no_stock', lineId, available: line.quantity } as const] : []),
      ...(shopPrice === price ? [] : [{ code: 'price_changed', lineId, price: shopPrice } as const]),
    ]
  })
  for (const discountCode of refusedCodes) problems.push({ code: 'bad_code', discountCode })
  if (!isPickupKnown && fulfilment.kind === 'pickup')
    problems.push({ code: 'bad_location', locationId: fulfilment.locationId })
  return problems
}
