import type { Money } from '@tote/protocol'
import * as z from 'zod/mini'
import { systemClock } from '../link/clock.ts'
import { inTime, type HostShop } from './host-port.ts'

/** What a page's own shop says of a variant now. What it leaves out it says nothing of. */
export interface HostWord {
  readonly variantId: string
  /** How many could be had, or whether any could. */
  readonly available?: number | boolean | undefined
  readonly price?: Money | undefined
}

/** What a shopper is about to have. */
export interface Wanted {
  readonly variantId: string
  /** With what lies in the cart already. */
  readonly quantity: number
  /** What they were shown: the price, and one that is struck through, which the page knows nothing of having been taken off. */
  readonly prices: readonly Money[]
}

/** Why it cannot be, in the words of a request's answer; null where nothing of the page's speaks against it. */
export type HostRefusal = 'out-of-stock' | 'limit' | 'price-changed' | null

/** As many as a cart has lines, and then some. */
const MOST_WORDS = 500

const wordsSchema = z
  .array(
    z.object({
      variantId: z.string().check(z.minLength(1), z.maxLength(255)),
      // By hand: Zod's union would be in every page, for this one answer.
      available: z.optional(z.custom<number | boolean>(isCount, 'is no count')),
      price: z.optional(
        z.object({
          amount: z.int().check(z.minimum(0)),
          currencyCode: z.string().check(z.regex(/^[A-Z]{3}$/)),
        }),
      ),
    }),
  )
  .check(z.maxLength(MOST_WORDS))

/** @throws what the page throws, or an Error that names what of its answer is wrong. */
export async function lookAt(
  shop: HostShop,
  variantIds: readonly string[],
  clock = systemClock,
): Promise<readonly HostWord[]> {
  return parseWords((await inTime(() => shop.look?.(variantIds), clock)) ?? [])
}

/** @throws Error that names what of the page's answer is wrong. */
export function parseWords(answer: unknown): readonly HostWord[] {
  const parsed = wordsSchema.safeParse(answer)
  if (parsed.success) return parsed.data
  const { path, message } = parsed.error.issues[0] ?? { path: [], message: 'of another form' }
  throw new Error(
    `look() answered what is no list of { variantId, available?, price? }: [${path.join('.')}] ${message}. available is a whole number or true or false, price { amount, currencyCode } in minor units.`,
  )
}

/**
 * Whether the page's shop stands against what is wanted. It can say no and nothing else: neither makes its price one that
 * the hub sells at, nor its count one that the hub has. What it is silent about is the hub's to say.
 */
export function judgeWords(wanted: readonly Wanted[], words: readonly HostWord[]): HostRefusal {
  for (const { variantId, quantity, prices } of wanted) {
    const word = words.find((one) => one.variantId === variantId)
    const { available, price } = word ?? {}
    if (available === false || available === 0) return 'out-of-stock'
    if (typeof available === 'number' && available < quantity) return 'limit'
    if (price !== undefined && !prices.some((shown) => isSame(shown, price))) return 'price-changed'
  }
  return null
}

function isCount(value: unknown): boolean {
  return typeof value === 'boolean' || (Number.isSafeInteger(value) && Number(value) >= 0)
}

function isSame(one: Money, other: Money): boolean {
  return one.amount === other.amount && one.currencyCode === other.currencyCode
}
