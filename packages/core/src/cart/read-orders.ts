import { parseAnswer } from '@tote/protocol'
import { ordersAnswerSchema, type Order } from '@tote/protocol/orders'

/** @throws ToteError the hub's refusal. */
export function readOrders(answer: unknown): readonly Order[] {
  return parseAnswer(ordersAnswerSchema, answer).orders
}
