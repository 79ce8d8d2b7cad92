import type { ProductView } from '@tote/core'
import type { FriendsCart, TakenLine } from '@tote/protocol/friends'
import type { MessagesController } from '../internal/messages/messages-controller.ts'
import { variantTitle } from '../internal/shopping/variant-title.ts'

/** Why something was not done, as far as a shopper can do something about it. */
export function refusalText(words: MessagesController, code: string): string {
  switch (code) {
    case 'dead':
      return words.text('friends.dead')
    case 'full':
      return words.text('friends.full')
    case 'limit':
      return words.text('friends.limit')
    case 'over':
      return words.text('friends.over')
    case 'frozen':
      return words.text('friends.frozen')
    default:
      return words.text('friends.refused')
  }
}

/** What came of a wish to buy, line by line for what was refused. */
export function takenText(
  words: MessagesController,
  {
    cart,
    lines,
    products,
  }: {
    cart: FriendsCart
    lines: readonly TakenLine[]
    products: readonly ProductView[] | undefined
  },
): string {
  const done = lines.filter(({ code }) => code === null).length
  const refused = lines.flatMap(({ by, lineId, code, free }) => {
    if (code === null) return []
    const line = cart.lines.find((one) => one.by === by && one.lineId === lineId)
    const title = variantTitle(products, line?.variantId ?? '') || (line?.variantId ?? '')
    if (code === 'taken') return [words.text('friends.had', { title })]
    return [
      free === undefined
        ? words.text('friends.refusedLine', { title })
        : words.text('friends.noStock', { title, count: free }),
    ]
  })
  const told = done === 0 && refused.length > 0 ? [] : [words.text('friends.done', { count: done })]
  return [...told, ...refused].join(' ')
}
