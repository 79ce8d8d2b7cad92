import {
  findLine,
  money,
  quantityOf,
  visibleLines,
  type Cart,
  type CartOp,
  type StockNews,
  type Verdict,
} from '@tote/protocol'
import type { Notices } from '../notices/notices.ts'
import type { SoldVariant } from './to-cart-view.ts'

export interface CartTellingDeps {
  readonly notices: Notices
  find(variantId: string): SoldVariant | undefined
}

/** Puts into notices what became of the shopper's wishes. */
export function createCartTelling({ notices, find }: CartTellingDeps) {
  const titleOf = (variantId: string) => find(variantId)?.product.title ?? variantId
  return {
    /** What the hub changed of what was shown a moment ago; told by comparing, so that a sync tells it too. */
    changes(before: Cart, now: Cart): void {
      // Other news of an order leaves the lines as they are.
      const isLess = visibleLines(now).length < visibleLines(before).length
      if (isLess && now.meta.order?.at !== before.meta.order?.at) notices.add({ kind: 'ordered' })
      for (const line of visibleLines(now)) {
        const shown = findLine(before, line.id)
        if (shown === undefined || shown.qty === 0) continue
        const title = titleOf(line.variantId)
        if (shown.price !== line.price)
          notices.add({
            kind: 'priceChanged',
            title,
            was: money(shown.price, now.currencyCode),
            price: money(line.price, now.currencyCode),
          })
        if (line.hold?.isOver === true && shown.hold?.isOver === false)
          notices.add({ kind: 'holdOver', title })
      }
    },
    /** Fewer are left than the cart asks for, and this shopper holds none: worth a word, once. */
    stockShort(cart: Cart, { levels }: StockNews, was: (variantId: string) => number | null): void {
      for (const [variantId, free] of levels) {
        const wanted = quantityOf(cart, variantId)
        const isHeld = cart.lines.some((line) => line.variantId === variantId && line.hold?.isOver === false)
        // Its own check-out takes goods out of what is free, too.
        if (isHeld || cart.meta.checkout !== undefined || wanted <= free) continue
        if (wanted <= (was(variantId) ?? 0))
          notices.add({ kind: 'stockShort', title: titleOf(variantId), free })
      }
    },
    refusal(op: CartOp, verdict: Extract<Verdict, { ok: false }>, cart: Cart): void {
      const line = 'lineId' in op ? findLine(cart, op.lineId) : undefined
      const variantId = 'variantId' in op ? op.variantId : line?.variantId
      notices.add({
        kind: 'rejected',
        code: verdict.code,
        title: variantId === undefined ? '' : titleOf(variantId),
        free: verdict.free ?? null,
      })
    },
  }
}
