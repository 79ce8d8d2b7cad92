import type { Cart, CartId, ClientId, Mutation, PlaceId } from '@tote/protocol'

/** What a place keeps of itself: its key, which no script can read out, and its name at the hub. */
export interface KeptPlace {
  readonly keys: CryptoKeyPair
  readonly placeId: PlaceId | null
}

/** The cart as the hub last told it. */
export interface KeptCart {
  readonly epoch: string
  readonly cart: Cart
  /** Up to which number of each client it holds the effects: what is queued below that is in it already. */
  readonly lastMids?: readonly (readonly [ClientId, number])[]
}

/** An operation that the hub has not settled yet. */
export interface QueuedMutation extends Mutation {
  readonly clientId: ClientId
  readonly cartId: CartId
}

/** Where a Tote keeps what has to outlive the page: per hub and publishable key. */
export interface ToteStorage {
  /** Whether all that is written here survives the page: place, cart and queue. */
  readonly isKept: boolean
  /** Whether the queue does; alone it does where text can be kept and keys cannot. */
  readonly isQueueKept: boolean
  loadPlace(): Promise<KeptPlace | undefined>
  savePlace(place: KeptPlace): Promise<void>
  loadCart(): Promise<KeptCart | undefined>
  saveCart(cart: KeptCart): Promise<void>
  loadQueue(): Promise<QueuedMutation[]>
  putQueue(entries: readonly QueuedMutation[]): Promise<void>
  deleteQueue(uids: readonly string[]): Promise<void>
  close(): void
}

/** Keeps nothing beyond the page: where a browser refuses storage, and in Node. */
export function createMemoryStorage(): ToteStorage {
  let place: KeptPlace | undefined
  let cart: KeptCart | undefined
  const queue = new Map<string, QueuedMutation>()
  return {
    isKept: false,
    isQueueKept: false,
    loadPlace: () => Promise.resolve(place),
    savePlace(kept) {
      place = kept
      return Promise.resolve()
    },
    loadCart: () => Promise.resolve(cart),
    saveCart(kept) {
      cart = kept
      return Promise.resolve()
    },
    loadQueue: () => Promise.resolve([...queue.values()]),
    putQueue(entries) {
      for (const entry of entries) queue.set(entry.uid, entry)
      return Promise.resolve()
    },
    deleteQueue(uids) {
      for (const uid of uids) queue.delete(uid)
      return Promise.resolve()
    },
    close: () => undefined,
  }
}
