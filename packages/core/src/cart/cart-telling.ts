import { findLine, money, visibleLines, type Cart, type CartOp, type Verdict } from '@tote/protocol'
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
    /** A line whose price is another than the one shown a moment ago is worth a word. */
    priceChanges(before: Cart, now: Cart): void {
      for (const line of visibleLines(now)) {
        const shown = findLine(before, line.id)
        if (shown === undefined || shown.qty === 0 || shown.price === line.price) continue
        notices.add({
          kind: 'priceChanged',
          title: titleOf(line.variantId),
          was: money(shown.price, now.currencyCode),
          price: money(line.price, now.currencyCode),
        })
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
