import { parseAnswer, type PickupStore } from '@tote/protocol'
import { storesAnswerSchema } from '@tote/protocol/stores'
import type { Tote } from '../tote.ts'

/** Where what lies in the cart can be picked up. */
export interface PickupStores {
  /**
   * Every store with its hours, and what of the cart is there now: asked of the hub each time. Where the shopper is, is no
   * part of the question; see `nearestFirst`.
   * @throws ToteError `hub_unreachable`, or the hub's refusal.
   */
  ask(): Promise<readonly PickupStore[]>
}

/**
 * The stores of a tote's shop. Few pick something up, so it is no part of the tote itself.
 * @example
 * const stores = await openStores(tote).ask()
 * nearestFirst(stores, { latitude: 48.86, longitude: 2.35 })[0]?.store.name
 */
export function openStores({ line }: Pick<Tote, 'line'>): PickupStores {
  return {
    ask: async () => parseAnswer(storesAnswerSchema, await line.ask('stores', {})).stores,
  }
}
