import type { Order } from '@tote/protocol'
import { isGivenBack } from '@tote/protocol/orders'

/** As long as this a shopper may want to be thanked, and to see that all went well. */
const NEW_MS = 30 * 60_000

export function isNewOrder({ placedAt }: Order, hubNow: number): boolean {
  return hubNow - placedAt < NEW_MS
}

/** Goods that wait at a store. */
export function waitsAtStore(order: Order): boolean {
  const { fulfilment } = order
  return fulfilment.kind === 'pickup' && fulfilment.handedOverAt === undefined && !isGivenBack(order)
}
