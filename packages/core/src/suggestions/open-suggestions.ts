import { parseAnswer, type ProductId, type Suggestion } from '@tote/protocol'
import { suggestAnswerSchema } from '@tote/protocol/suggestions'
import type { Tote } from '../tote.ts'

/** What goes with a product, or with what is in the cart. */
export interface Suggestions {
  /**
   * Products to suggest, the best first, each with why: none that is in the cart, or sold out. Asked of the hub each time;
   * empty when there is nothing to suggest.
   * @param productId What they are to go with; without it the cart.
   * @throws ToteError `hub_unreachable`, or the hub's refusal.
   */
  ask(productId?: ProductId): Promise<readonly Suggestion[]>
}

/**
 * The suggestions of a tote's shop, for the show that it is about.
 * @example
 * for (const { productId, reason } of await openSuggestions(tote).ask()) console.log(productId, reason.kind)
 */
export function openSuggestions({ line, showId }: Pick<Tote, 'line' | 'showId'>): Suggestions {
  return {
    async ask(productId) {
      const about = { showId, ...(productId === undefined ? {} : { productId }) }
      return parseAnswer(suggestAnswerSchema, await line.ask('suggest', about)).suggestions
    },
  }
}
