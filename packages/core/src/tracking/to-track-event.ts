import { addMoney, money, multiplyMoney, type ContentType, type Money, type TrackName } from '@tote/protocol'
import type { CartView } from '../tote.ts'
import type { TrackEvent, TrackItem } from './track-event.ts'

/** Something that happened in this place. */
export type Fact =
  | {
      readonly kind:
        | 'itemsSeen'
        | 'itemChosen'
        | 'itemViewed'
        | 'lineAdded'
        | 'lineRemoved'
        | 'promotionSeen'
        | 'promotionChosen'
      readonly items: readonly TrackItem[]
    }
  | {
      readonly kind: 'cartViewed' | 'checkoutBegun'
      readonly items: readonly TrackItem[]
      readonly cart: Pick<CartView, 'cost' | 'codes'>
    }
  | {
      readonly kind: 'purchased'
      readonly items: readonly TrackItem[]
      readonly cart: Pick<CartView, 'cost' | 'codes'>
      readonly transactionId: string
    }
  | {
      /** Without items: money is given back for an order, and which goods came back is the shop's to know. */
      readonly kind: 'refunded'
      readonly items: readonly []
      readonly value: Money
      readonly transactionId: string
    }

/** Where it happened. */
export interface FactContext {
  readonly contentType: ContentType
  readonly show: { readonly id: string; readonly title: string }
  readonly tenantName: string
  readonly currencyCode: string
}

const NAMES: Readonly<Record<Fact['kind'], TrackName>> = {
  itemsSeen: 'view_item_list',
  itemChosen: 'select_item',
  itemViewed: 'view_item',
  lineAdded: 'add_to_cart',
  lineRemoved: 'remove_from_cart',
  promotionSeen: 'view_promotion',
  promotionChosen: 'select_promotion',
  cartViewed: 'view_cart',
  checkoutBegun: 'begin_checkout',
  purchased: 'purchase',
  refunded: 'refund',
}

/** The event that tells of a fact. */
export function toTrackEvent(fact: Fact, context: FactContext): TrackEvent {
  const { contentType, show, tenantName, currencyCode } = context
  const cart = 'cart' in fact ? fact.cart : null
  return {
    name: NAMES[fact.kind],
    contentType,
    show,
    tenantName,
    value: 'value' in fact ? fact.value : (cart?.cost.total ?? sum(fact.items, currencyCode)),
    items: fact.items,
    codes: cart?.codes.map(({ code }) => code) ?? [],
    transactionId: 'transactionId' in fact ? fact.transactionId : null,
  }
}

function sum(items: readonly TrackItem[], currencyCode: string): Money {
  return items.reduce(
    (total, { price, quantity }) => addMoney(total, multiplyMoney(price, quantity)),
    money(0, currencyCode),
  )
}
