import { ToteError, type CheckoutOpenAnswer } from '@tote/protocol'
import type { CartSpeaker } from '../carts/mutate-cart.ts'
import { selectCart } from '../store/cart-store.ts'
import { failedParts } from './checkout-parts.ts'
import { payAtShop, type PaidAtShop, type PayDeps, type PlatformOf } from './pay-at-shop.ts'

/**
 * Asks the shop of each merchant of an opened check-out where its part is paid, all at once: the shopper waits for the slowest,
 * not for their sum. One that is away or refuses has its part ended, which the cart tells, and stands in the way of no other.
 * @throws ToteError `busy` when no shop says anything; the cart is free then.
 */
export async function payAtShops(
  deps: PayDeps,
  who: { readonly speaker: CartSpeaker; readonly platformOf: PlatformOf },
  { answer, returnUrl }: { answer: Extract<CheckoutOpenAnswer, { ok: true }>; returnUrl: string | undefined },
): Promise<CheckoutOpenAnswer> {
  const { checkout, open } = answer
  if (open === undefined) return payAtShop(deps, who, { checkout, returnUrl })
  const asked = await Promise.allSettled(
    open.map((part) => payAtShop(deps, who, { checkout: part, returnUrl })),
  )
  const failures = asked.flatMap((one) => (one.status === 'rejected' ? [toError(one.reason)] : []))
  const unforeseen = failures.find((error) => !(error instanceof ToteError))
  if (unforeseen !== undefined) throw unforeseen
  const answers = asked.flatMap((one): PaidAtShop[] => (one.status === 'fulfilled' ? [one.value] : []))
  const opened = answers.flatMap((one) => (one.ok ? [one.checkout] : []))
  const [next] = opened
  if (next !== undefined) {
    const cart = (await selectCart(deps.store.db, who.speaker.tenant.id, who.speaker.cartId))?.cart
    return { ok: true, checkout: next, open: opened, failed: failedParts(cart?.meta.checkout) }
  }
  const problems = answers.flatMap((one) => (one.ok ? [] : one.problems))
  if (problems.length > 0) return { ok: false, problems }
  throw failures[0] ?? new Error('a check-out was opened in no part')
}

function toError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error('a shop was asked in vain', { cause: reason })
}
