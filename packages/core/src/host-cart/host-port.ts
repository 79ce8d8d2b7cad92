import { attributesSchema, ToteError, type Attribute } from '@tote/protocol'
import * as z from 'zod/mini'
import type { Clock } from '../link/clock.ts'

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

async function inTime(ask: () => unknown, clock: Clock): Promise<unknown> {
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
