import {
  checkoutOpenAnswerSchema,
  parseAnswer,
  ToteError,
  type Cart,
  type Checkout,
  type Order,
} from '@tote/protocol'
import * as z from 'zod/mini'
import type { LinkSession } from '../link/link.ts'
import type { CheckoutOutcome } from '../tote.ts'

export interface CheckoutPort {
  session(): LinkSession | null
  /** Resolves once the hub has answered all that was asked before; false when it cannot now. */
  flush(): Promise<boolean>
  /** The cart as the hub last told it. */
  base(): Cart
}

/** The way to paying and back: freezes the cart that the shopper sees, or says what stands in the way. */
export function createCheckout({ session, flush, base }: CheckoutPort) {
  return {
    /** @throws ToteError `hub_unreachable` when the hub cannot be asked; asking again is safe. */
    async checkout(returnUrl?: string): Promise<CheckoutOutcome> {
      // What is on its way belongs to what is paid.
      if (!(await flush())) throw new ToteError('hub_unreachable')
      const { id: cartId, rev } = base()
      const answer = parseAnswer(
        checkoutOpenAnswerSchema,
        await ask('checkout.open', { cartId, rev, returnUrl }),
      )
      if (!answer.ok) return { status: 'rejected', problems: answer.problems }
      const { checkout: next, open, failed } = answer
      return { status: 'opened', ...opened(next), ...(open && { open: open.map(opened), failed }) }
    },
    /** Nothing happens when nothing is being paid. @throws ToteError `hub_unreachable` */
    async cancelCheckout(): Promise<void> {
      const { id: cartId, meta } = base()
      if (meta.checkout === undefined) return
      parseAnswer(z.literal(null), await ask('checkout.cancel', { cartId, checkoutId: meta.checkout.id }))
    },
    /** Seldom wanted: what reads the answer is loaded with it. @throws ToteError `hub_unreachable` */
    async orders(): Promise<readonly Order[]> {
      const { readOrders } = await import('./read-orders.ts')
      return readOrders(await ask('orders', { cartId: base().id }))
    },
  }

  async function ask(event: string, message: unknown): Promise<unknown> {
    const opened = session()
    if (opened === null) throw new ToteError('hub_unreachable')
    return opened.ask(event, message)
  }
}

const opened = ({ expiresAt: untilMs, ...rest }: Checkout) => ({ untilMs, ...rest })
