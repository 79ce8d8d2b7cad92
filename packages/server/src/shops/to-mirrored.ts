import type { MirroredCart, MirroredLine } from '@tote/commerce'
import type { Cart, CartCode, CartLine } from '@tote/protocol'
import { isPointsCode } from '../loyalty/points-code.ts'
import type { Tenant } from '../store/tenant-store.ts'
import type { ShopPlatform } from './shop.ts'

interface MirrorFacts {
  readonly cart: Cart
  readonly lines: readonly CartLine[]
  readonly codes: readonly CartCode[]
  readonly platform: ShopPlatform
  /** The shop's own prices, as they were read last. */
  readonly shopPrices: ReadonlyMap<string, number>
}

/** A cart as its shop is told it. Points are the hub's own affair, and no code that a shop knows. */
export function toMirrored(
  { sendsLines }: Pick<Tenant, 'sendsLines'>,
  { cart, lines, codes, platform, shopPrices }: MirrorFacts,
): MirroredCart {
  const { fulfilment, note } = cart.meta
  const tellsSent = sendsLines && fulfilment.kind === 'pickup'
  return {
    cartId: cart.id,
    rev: cart.rev,
    market: platform.market,
    lines: lines.map(({ isSent, ...line }) => ({
      ...toLine(line, shopPrices),
      ...(isSent === true && tellsSent ? { isSent } : {}),
    })),
    codes: codes.flatMap(({ code }) => (isPointsCode(code) ? [] : [code])),
    fulfilment,
    note,
  }
}

function toLine(
  { id, variantId, qty, price, attrs }: CartLine,
  shopPrices: ReadonlyMap<string, number>,
): MirroredLine {
  const shopPrice = shopPrices.get(variantId)
  return {
    lineId: id,
    variantId,
    quantity: qty,
    price,
    ...(shopPrice === undefined || shopPrice === price ? {} : { shopPrice }),
    attributes: attrs,
  }
}
