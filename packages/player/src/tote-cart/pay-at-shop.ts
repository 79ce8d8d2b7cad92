import type { Tote } from '@tote/core'
import type { CheckoutId } from '@tote/protocol'
import type { MessagesController } from '../internal/messages/messages-controller.ts'
import { problemText } from './problem-text.ts'

/** An address that is longer is no page to come back to. */
const MAX_RETURN = 2000

/**
 * Opens the check-out of the shop behind the hub, and leads there in this window. Resolves to what stands in the way, in
 * words, which is no check-out at all where no shop is behind the hub; to nothing when the page is about to be left, or when
 * some of several merchants could not take the order: the basket says who, before anybody is paid.
 * @param checkoutId Which of several is to be paid, once the shopper has chosen one.
 */
export async function payAtShop(
  tote: Tote,
  words: MessagesController,
  checkoutId: CheckoutId | null,
): Promise<string> {
  const show = tote.show.$show.get()
  if (show.status !== 'ready' || show.paysAtShop !== true) return words.text('cart.noCheckout')
  const { origin, pathname, search } = location
  const here = origin + pathname + search
  // A hub or shop that is away has left the basket free: trying again is safe.
  const outcome = await tote.cart.checkout(here.length > MAX_RETURN ? undefined : here).catch(() => null)
  if (outcome?.status !== 'opened') return problemText(tote, words, outcome?.problems[0])
  if (checkoutId === null && outcome.failed !== undefined && outcome.failed.length > 0) return ''
  const { url } = outcome.open?.find(({ id }) => id === checkoutId) ?? outcome
  if (url === undefined) return words.text('add.unreachable')
  location.assign(url)
  return ''
}
