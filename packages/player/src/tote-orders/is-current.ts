import type { Order } from '@tote/protocol'

/** As long as this a shopper may want to be thanked, and to see that all went well. */
const NEW_MS = 30 * 60_000

export function isNewOrder({ placedAt }: Order, hubNow: number): boolean {
  return hubNow - placedAt < NEW_MS
}

/** Goods that wait at a store, unless all that was paid for them was given back. */
export function waitsAtStore({ fulfilment, refunded, total }: Order): boolean {
  if (fulfilment.kind !== 'pickup' || fulfilment.handedOverAt !== undefined) return false
  return refunded === undefined || refunded.amount < total.amount
}
