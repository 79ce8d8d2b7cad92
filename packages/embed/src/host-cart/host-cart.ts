import type { HostCart, HostShop } from '@tote/player/host-cart'

export { bridgeCart } from '@tote/player/host-cart'

/** The file of its own that this is built to; what it shares with the player lies in the shell. */
export interface HostCartChunk {
  /** Returns the stop. @throws ToteError for a cart that lacks a function. */
  bridgeCart(given: HostCart | HostShop): () => void
}
