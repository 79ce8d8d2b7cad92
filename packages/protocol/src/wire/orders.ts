import * as z from 'zod/mini'
import { cartIdSchema } from '../ids.ts'

/** Up, answered: what was ordered out of this cart, and out of those that became part of it. */
export const ordersSchema = z.strictObject({ cartId: cartIdSchema })
export type Orders = z.infer<typeof ordersSchema>
