import * as z from 'zod'

const claimsSchema = z.object({ exp: z.number() })

/** A token that ends while it is used would open a cart of its own with every question. */
const EARLY_MS = 5 * 60_000

/**
 * Whether a cart token still opens its cart. WooCommerce gives a new one with every answer, which names the same cart for
 * longer; the first is kept as the cart's name until it ends. One that does not say when it ends is used.
 */
export function isTokenAlive(token: string, nowMs: number): boolean {
  const [, claims = ''] = token.split('.')
  try {
    const { exp } = claimsSchema.parse(JSON.parse(Buffer.from(claims, 'base64url').toString()))
    return exp * 1000 - EARLY_MS > nowMs
  } catch {
    // Not as WooCommerce writes it: then nothing is known of its end.
    return true
  }
}
