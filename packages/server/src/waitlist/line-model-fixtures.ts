import fc from 'fast-check'
import { MINUTE, type Buyer, type Shop } from '../stock/shop-fixtures.ts'
import { join, leave, merge, placeOf, recount, serve } from './waiting-shopper-fixtures.ts'

/** Few, so that they meet. */
export const SHOPPERS = 5
const anyone = fc.nat({ max: SHOPPERS - 1 })
export const anyStep = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('join' as const), who: anyone }) },
  fc.record({ do: fc.constant('leave' as const), who: anyone }),
  { weight: 4, arbitrary: fc.record({ do: fc.constant('add' as const), who: anyone }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('drop' as const), who: anyone }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('serve' as const) }) },
  fc.record({ do: fc.constant('wait' as const), minutes: fc.integer({ min: 1, max: 11 }) }),
  fc.record({ do: fc.constant('count' as const), count: fc.nat({ max: 4 }) }),
  fc.record({ do: fc.constant('merge' as const), who: anyone, into: anyone }),
)
export type Step = typeof anyStep extends fc.Arbitrary<infer T> ? T : never

/** A line whose shoppers do what they like, and which of its rules they broke. */
export class Line {
  readonly shop: Shop
  readonly mode: string
  readonly shoppers: Buyer[]
  readonly broken: string[] = []

  constructor(shop: Shop, mode: string, shoppers: Buyer[]) {
    this.shop = shop
    this.mode = mode
    this.shoppers = shoppers
  }

  async run(step: Step): Promise<void> {
    switch (step.do) {
      case 'join':
        await join(this.#who(step.who), this.mode)
        return
      case 'leave':
        await leave(this.#who(step.who), this.mode)
        return
      case 'add':
        return this.#add(this.#who(step.who))
      case 'drop':
        await this.#who(step.who).set(this.mode, 0)
        return
      case 'serve':
        return this.#serve()
      case 'wait':
        this.shop.nowMs += step.minutes * MINUTE
        return
      case 'count':
        return recount(this.shop, step.count)
      case 'merge':
        if (step.who === step.into) return
        await merge(this.shop, this.#who(step.who), this.#who(step.into))
        this.shoppers[step.who] = await this.shop.shopper()
        return
      default:
        return step satisfies never
    }
  }

  /** [W3] Nobody who is not called takes what those who wait are due. */
  async #add(buyer: Buyer): Promise<void> {
    const [onHand, held] = await this.shop.stockOf(this.mode)
    const waiting = (await this.#waiting()).length
    const place = await placeOf(buyer, this.mode)
    const before = (await buyer.quantities())[this.mode] ?? 0
    const verdict = await buyer.add(this.mode)
    if (before > 0) return
    if (verdict.ok && place !== 'turn' && onHand - held <= waiting)
      this.broken.push('W3: taken from the line')
    if (!verdict.ok && place === 'turn') this.broken.push('W2: called, and not there')
  }

  /** [W1, W2] Those who are called were the first, and as many as there was something for. */
  async #serve(): Promise<void> {
    await this.shop.sweep()
    const before = await this.#waiting()
    await serve(this.shop)
    const left = await this.#waiting()
    if (before.slice(before.length - left.length).join() !== left.join()) this.broken.push('W1: passed over')
    const [onHand, held] = await this.shop.stockOf(this.mode)
    if (left.length > 0 && held !== onHand) this.broken.push('W4: free, and nobody called')
  }

  async #waiting(): Promise<string[]> {
    const rows = await this.shop.store.db
      .selectFrom('waiting')
      .select('cart_id')
      .where('turn_until', 'is', null)
      .orderBy('seq')
      .execute()
    return rows.map(({ cart_id }) => cart_id)
  }

  #who(index: number): Buyer {
    const buyer = this.shoppers[index]
    if (buyer === undefined) throw new Error('one of the line')
    return buyer
  }
}
