import { attributesSchema, ToteError, type Attribute, type CheckoutId, type Money } from '@tote/protocol'
import * as z from 'zod/mini'
import type { Clock } from '../link/clock.ts'
import type { HostWord } from './host-word.ts'

/** The page's own cart, as the page lets us at it. */
export interface HostCart {
  /** All that is in it now, by the ids of the variants in the hub's catalogue. Goods of other kinds may be among it. */
  read(): readonly HostLine[] | Promise<readonly HostLine[]>
  /** Brings these lines to these quantities, 0 takes one out, and leaves all others alone. */
  write(changes: readonly HostChange[]): void | Promise<unknown>
  /** Calls `hear` whenever its contents may have changed, by us too. Returns the stop. */
  subscribe(hear: () => void): () => void
  /** Whether this cart can have the variant at all; without it, any. */
  takes?(variantId: string): boolean
}

export interface HostLine {
  readonly variantId: string
  readonly quantity: number
  /** What was asked of it besides, an engraving say: other attributes are another line. */
  readonly attributes?: readonly Attribute[] | undefined
}

/** What is to become of one line. */
export interface HostChange extends HostLine {
  /** How many more that is than now, or fewer: for a cart that adds and does not set. */
  readonly by: number
}

/** What a page's own shop answers besides, without a server of its own that the hub could ask. */
export interface HostShop {
  /** What it knows now of variants that a shopper is about to have: asked before an add, and before the check-out. It can say no. */
  look?(variantIds: readonly string[]): readonly HostWord[] | Promise<readonly HostWord[]>
  /**
   * Takes the shopper to pay what the hub has frozen: answers an address to go to, or nothing and leads there itself.
   * What it throws gives the basket back.
   */
  checkout?(frozen: FrozenCart): string | void | Promise<string | void>
}

/** What is to be paid. Its price is the hub's: a backend that gets `id` from a page asks the hub, by its receipts, and believes no page. */
export interface FrozenCart {
  /** The check-out by which the shop's backend says that it was paid. */
  readonly id: CheckoutId
  readonly total: Money
  /** By the hub's clock: until then its goods are set aside. */
  readonly untilMs: number
  readonly lines: readonly HostLine[]
}

/** A cart with more lines is not a shopper's. */
const MOST_LINES = 500

const linesSchema = z
  .array(
    z.object({
      variantId: z.string().check(z.minLength(1), z.maxLength(255)),
      quantity: z.int().check(z.minimum(0)),
      attributes: z.optional(attributesSchema),
    }),
  )
  .check(z.maxLength(MOST_LINES))

/** What a page that answers nothing holds up is nothing but its own cart; then it is asked anew. */
const PATIENCE_MS = 10_000

/** What a page handed over: its cart, if it has one, and its shop's say. */
export interface HostParts {
  readonly cart: HostCart | null
  readonly shop: HostShop
}

/** @throws ToteError `bad_attribute`, naming what is missing. */
export function checkHostParts(given: unknown): HostParts {
  const shop = checkHostShop(given)
  const isShop = shop.look !== undefined || shop.checkout !== undefined
  const hasCart = ['read', 'write', 'subscribe'].some(
    (name) => Reflect.get(Object(given), name) !== undefined,
  )
  return { cart: isShop && !hasCart ? null : checkHostCart(given), shop }
}

function checkHostShop(given: unknown): HostShop {
  for (const name of ['look', 'checkout'] as const) {
    const value: unknown = Reflect.get(Object(given), name)
    if (value !== undefined && typeof value !== 'function')
      throw new ToteError(
        'bad_attribute',
        `${name} of the page's shop is ${typeof value}; it must be a function.`,
        {
          details: { field: name },
        },
      )
  }
  // Looked at above; what its functions answer is looked at with each call.
  return Object(given) as HostShop
}

/** @throws ToteError `bad_attribute`, naming what is missing. */
export function checkHostCart(given: unknown): HostCart {
  for (const name of ['read', 'write', 'subscribe'] as const) {
    const value: unknown = Reflect.get(Object(given), name)
    if (typeof value !== 'function')
      throw new ToteError(
        'bad_attribute',
        `${name} of the page's cart is ${value === undefined ? 'missing' : typeof value}; it must be a function: hostCart({ read, write, subscribe }).`,
        { details: { field: name } },
      )
  }
  // Looked at above; what its functions do is looked at with each call.
  return given as HostCart
}

/** @throws what the page throws, or an Error that names what of its answer is wrong. */
export async function readLines(cart: HostCart, clock: Clock): Promise<readonly HostLine[]> {
  const parsed = linesSchema.safeParse(await inTime(() => cart.read(), clock))
  if (parsed.success) return parsed.data
  const { path, message } = parsed.error.issues[0] ?? { path: [], message: 'of another form' }
  throw new Error(
    `read() answered what is no list of { variantId, quantity }: [${path.join('.')}] ${message}. variantId is text, quantity a whole number.`,
  )
}

export async function writeLines(
  cart: HostCart,
  changes: readonly HostChange[],
  clock: Clock,
): Promise<void> {
  await inTime(() => cart.write(changes), clock)
}

/** @throws what the page throws, or an Error when it takes too long. */
export async function inTime(ask: () => unknown, clock: Clock): Promise<unknown> {
  let stop = () => {}
  const late = new Promise<never>((_, reject) => {
    stop = clock.setTimeout(
      () => reject(new Error(`no answer within ${PATIENCE_MS / 1000} seconds`)),
      PATIENCE_MS,
    )
  })
  try {
    // What it throws at once is no other than what it rejects with.
    return await Promise.race([ask(), late])
  } finally {
    stop()
  }
}
