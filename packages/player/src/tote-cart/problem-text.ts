import type { Tote } from '@tote/core'
import type { CheckoutProblem } from '@tote/protocol'
import type { MessagesController } from '../internal/messages/messages-controller.ts'

/** What stands in the way of paying, in words. */
export function problemText(
  tote: Tote,
  words: MessagesController,
  problem: CheckoutProblem | undefined,
): string {
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
