import type { FinalCode, Money } from '@tote/protocol'
import type { ReadableAtom } from 'nanostores'

export interface NoticeRoom {
  /** What the shopper should be told, oldest first. */
  readonly $notices: ReadableAtom<readonly Notice[]>
  dismiss(id: string): void
}

export type Notice = { readonly id: string } & (
  | {
      readonly kind: 'rejected'
      readonly code: FinalCode
      readonly title: string
      readonly free: number | null
    }
  | { readonly kind: 'priceChanged'; readonly title: string; readonly was: Money; readonly price: Money }
  /** What was being paid is ordered. */
  | { readonly kind: 'ordered' }
  | { readonly kind: 'capped'; readonly quantity: number }
  /** From another place the shopper took this one away; it goes on with a new, empty basket. */
  | { readonly kind: 'removed' }
  /** A line's goods are no longer held; the line stays. */
  | { readonly kind: 'holdOver'; readonly title: string }
  /** Fewer are left than a line in the cart asks for. */
  | { readonly kind: 'stockShort'; readonly title: string; readonly free: number }
  /** `unsent`: what the hub has not heard yet survives the page, the basket does not. */
  | { readonly kind: 'notKept'; readonly remains: 'unsent' | 'nothing' }
  /** As `cart.$expired`: to be renewed or dropped, and gone with either. */
  | ({ readonly kind: 'expired' } & ExpiredWishes)
)

export interface ExpiredWishes {
  readonly count: number
  /** What would be added; other intents are in the count alone. */
  readonly lines: readonly { readonly title: string; readonly quantity: number }[]
}
