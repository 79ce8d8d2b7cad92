import type { CheckoutId, VariantId } from '@tote/protocol'
import type { CartProblem, ShopOrder } from './commerce-adapter.ts'
import type { StockCount } from './shop-catalogue.ts'

/** What a shop tells the hub by itself. News may come twice, late and in any order: each says what is, not what changed. */
export type ShopNews =
  /** Products or prices are others now: the hub reads the catalogue again. */
  | { readonly kind: 'catalogue' }
  | { readonly kind: 'stock'; readonly counts: readonly StockCount[] }
  /** Counts of these are others now, and the platform did not say how many: the hub asks. */
  | { readonly kind: 'stock-changed'; readonly variantIds: readonly VariantId[] }
  | { readonly kind: 'order'; readonly order: ShopOrder }
  | {
      readonly kind: 'refund'
      readonly checkoutId: CheckoutId
      readonly orderRef: string
      /** The shop's own name of the refund: told twice it counts once. */
      readonly refundRef: string
      readonly lines: readonly { readonly variantId: VariantId; readonly quantity: number }[]
      /** Minor units given back. */
      readonly amount: number
      readonly refundedAtMs: number
    }
  /** The shop's own cart was changed there: all that is in it now. */
  | {
      readonly kind: 'cart'
      readonly shopRef: string
      /** The hub's revision that it had when it was changed; absent where the platform does not keep it. */
      readonly rev?: number
      readonly lines: readonly { readonly variantId: VariantId; readonly quantity: number }[]
      readonly problems: readonly CartProblem[]
    }
