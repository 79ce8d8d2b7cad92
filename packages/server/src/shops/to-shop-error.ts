import { ShopError } from '@tote/commerce'

/** What an adapter threw, as an error of the shop: who took too long is away. Null for what is no word of the shop's. */
export function toShopError(error: unknown, signal: AbortSignal): ShopError | null {
  if (error instanceof ShopError) return error
  return signal.aborted ? new ShopError('away', 'It took too long.', { cause: error }) : null
}
