import type { CartView } from '@tote/core'

/** Stores hand out what the tenant sells itself; what other merchants sell is sent. */
export function ownLines(cart: CartView | undefined): CartView['lines'] {
  return cart?.lines.filter(({ merchantId }) => merchantId === undefined) ?? []
}
