import { parseAnswer, type PointsAnswer } from '@tote/protocol'
import { POINTS_CODE, pointsAnswerSchema } from '@tote/protocol/points'
import type { CartView, Outcome, Tote } from '../tote.ts'

/** The points of a shopper. */
export interface Points {
  /**
   * What the shopper has and may do with it, or who is not signed in could collect; null where the shop has no points.
   * Asked of the hub each time.
   * @throws ToteError `hub_unreachable`, or the hub's refusal.
   */
  ask(): Promise<PointsAnswer['points']>
  /**
   * Takes points off the cart, in place of those that were before; none with 0. They are set aside with the check-out, and
   * gone with the order alone.
   */
  spend(points: number): Promise<Outcome>
}

/**
 * The points of a tote's shopper. Few shops have some, so they are no part of the tote itself.
 * @example
 * const points = openPoints(tote)
 * const told = await points.ask()
 * if (told?.isSignedIn && told.spendable > 0) await points.spend(told.spendable)
 */
export function openPoints({ line, cart }: Pick<Tote, 'line' | 'cart'>): Points {
  return {
    ask: async () => parseAnswer(pointsAnswerSchema, await line.ask('points', {})).points,
    async spend(points) {
      const { codes } = cart.$cart.get()
      const before = codes.filter(({ code }) => code.startsWith(POINTS_CODE))
      let outcome: Outcome = { status: 'accepted' }
      for (const { code } of before) outcome = await cart.removeDiscountCode(code)
      return points === 0 ? outcome : cart.applyDiscountCode(`${POINTS_CODE}${points}`)
    },
  }
}

/** How many points lie in a cart; 0 where none do. */
export function spentPoints({ codes }: Pick<CartView, 'codes'>): number {
  const code = codes.find((one) => one.code.startsWith(POINTS_CODE))
  return code === undefined ? 0 : Number(code.code.slice(POINTS_CODE.length))
}
