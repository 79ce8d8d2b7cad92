import type { CheckoutOutcome, Tote } from '@tote/core'
import type { MessagesController } from '../internal/messages/messages-controller.ts'

/** An address that is longer is no page to come back to. */
const MAX_RETURN = 2000

/**
 * Opens the check-out of the shop behind the hub, and leads there in this window. Resolves to what stands in the way, in
 * words, which is no check-out at all where no shop is behind the hub; to nothing when the page is about to be left.
 */
export async function payAtShop(tote: Tote, words: MessagesController): Promise<string> {
  const show = tote.show.$show.get()
  if (show.status !== 'ready' || show.paysAtShop !== true) return words.text('cart.noCheckout')
  const { origin, pathname, search } = location
  const here = origin + pathname + search
  // A hub or shop that is away has left the basket free: trying again is safe.
  const outcome = await tote.cart.checkout(here.length > MAX_RETURN ? undefined : here).catch(() => null)
  if (outcome?.status !== 'opened' || outcome.url === undefined) return problemText(tote, words, outcome)
  location.assign(outcome.url)
  return ''
}

function problemText(tote: Tote, words: MessagesController, outcome: CheckoutOutcome | null): string {
  const problem = outcome?.status === 'rejected' ? outcome.problems[0] : undefined
  // What has another price now shows it, and says so, by itself.
  if (problem === undefined) return words.text('add.unreachable')
  switch (problem.code) {
    case 'no_stock':
      return words.text('notice.stockShort', { title: titleOf(tote, problem.lineId), free: problem.free })
    case 'gone':
      return words.text('notice.title', {
        title: titleOf(tote, problem.lineId),
        text: words.text('notice.gone'),
      })
    case 'bad_code':
      return words.text('notice.title', { title: problem.discountCode, text: words.text('notice.badCode') })
    case 'changed':
    case 'empty':
      return words.text('add.unreachable')
    default:
      return problem satisfies never
  }
}

function titleOf(tote: Tote, lineId: string): string {
  return tote.cart.$cart.get().lines.find(({ id }) => id === lineId)?.merchandise.title ?? ''
}
