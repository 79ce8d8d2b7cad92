import * as z from 'zod'
import { ShopError } from '../shop-error.ts'
import { platform } from './platform.ts'

export const graphqlErrorSchema = z.object({
  extensions: z.object({ code: z.string().optional() }).optional(),
})

/** What a question costs, and what is left to spend, where Shopify counts it. */
export const costSchema = z.object({
  requestedQueryCost: z.number(),
  throttleStatus: z.object({ currentlyAvailable: z.number(), restoreRate: z.number().positive() }),
})
export type QueryCost = z.infer<typeof costSchema>

/** Asked too much in one go: less at a time is answered. */
export class TooCostlyError extends ShopError {}

/** Asked too much in a while: the same is answered later. */
export class ThrottledError extends ShopError {
  readonly waitMs: number

  constructor(message: string, waitMs: number) {
    super('away', message, { retryAfterMs: waitMs })
    this.waitMs = waitMs
  }
}

/** GraphQL answers 200 with the failure inside. */
export function toRefusal(code: string, what: string, cost: QueryCost | undefined): ShopError {
  const message = `${platform} refused (${code}): asked for ${what}.`
  switch (code) {
    case 'ACCESS_DENIED':
    case 'UNAUTHORIZED':
      return new ShopError('denied', message)
    case 'THROTTLED':
      return new ThrottledError(message, waitFor(cost))
    case 'INTERNAL_SERVER_ERROR':
    case 'SERVICE_UNAVAILABLE':
    case 'SHOP_INACTIVE':
    case 'TIMEOUT':
      return new ShopError('away', message)
    case 'MAX_COST_EXCEEDED':
    case 'MAX_COMPLEXITY_EXCEEDED':
      return new TooCostlyError('invalid', message)
    default:
      return new ShopError('invalid', message)
  }
}

/** Until enough has dripped back for the same question; a second where Shopify does not say. */
function waitFor(cost: QueryCost | undefined): number {
  if (cost === undefined) return 1000
  const { requestedQueryCost, throttleStatus } = cost
  const missing = Math.max(1, requestedQueryCost - throttleStatus.currentlyAvailable)
  return Math.ceil((missing / throttleStatus.restoreRate) * 1000)
}
