import {
  apply,
  cartOpSchema,
  emptyCart,
  limits,
  visibleLines,
  type Cart,
  type CartId,
  type CartLine,
  type CartOp,
  type CartWorld,
} from '@tote/protocol'
import type { World } from './world.ts'

interface Seen {
  readonly n: number
  readonly kind: string
  readonly cart_id: string
  readonly line_id: string
  readonly variant_id: string
  readonly qty: number
  readonly sent: number
  readonly from_rev: number
  readonly to_rev: number
  readonly into_id: string
}

/** What one transaction made of one cart. */
interface Step {
  readonly from: number
  readonly to: number
  readonly lines: Seen[]
  readonly n: number
}

/** The hub has accepted these operations: folded again, nothing but the rule itself may refuse them. */
const permissive: CartWorld = {
  nowMs: 0,
  variant: () => ({ price: 1, isActive: true }),
  discount: () => null,
  isPickup: () => true,
}

/**
 * I3, I4 and I13, from what the database's own witness wrote down: each step of each cart begins where the last one
 * ended; a step of shoppers' operations is as many revisions long as there are of them, and what it wrote is what
 * the rule makes of them; a merge leaves the sum.
 */
export function checkHistory(world: World): void {
  const { database, witness } = world
  const ops = new Map<string, Map<number, CartOp>>()
  for (const row of database.rows<{
    cart_id: string
    op_json: string
    verdict_json: string
    rev_after: number
  }>('select cart_id, op_json, verdict_json, rev_after from mutation')) {
    if (!row.verdict_json.includes('"ok":true')) continue
    const known = ops.get(row.cart_id) ?? new Map<number, CartOp>()
    if (known.has(row.rev_after))
      witness.violate('I4', `cart ${row.cart_id} has revision ${row.rev_after} of two operations`)
    known.set(row.rev_after, cartOpSchema.parse(JSON.parse(row.op_json)))
    ops.set(row.cart_id, known)
  }
  const carts = new Map<string, Cart>()
  const cartOf = (id: string) => carts.get(id) ?? emptyCart(id as CartId, 'EUR')
  const gone = new Set<string>()
  let merging: { into: string; sum: Map<string, number> } | null = null
  for (const { cartId, step, merged } of stepsOf(database.rows<Seen>('select * from seen order by n'))) {
    const before = cartOf(cartId)
    if (gone.has(cartId)) witness.violate('I13', `cart ${cartId} was written to after it was merged`)
    if (merged !== null) {
      gone.add(cartId)
      // Of an empty cart nothing comes over, and nothing is written.
      if (visibleLines(before).length > 0) merging = { into: merged, sum: sumOf([before, cartOf(merged)]) }
      continue
    }
    if (step.from !== before.rev)
      witness.violate(
        'I4',
        `cart ${cartId} went from ${step.from} to ${step.to} when it was at ${before.rev}`,
      )
    const after = written(before, step)
    const mine = [...(ops.get(cartId) ?? [])]
      .filter(([rev]) => rev > step.from && rev <= step.to)
      .toSorted(([a], [b]) => a - b)
    if (mine.length > 0) {
      if (mine.length !== step.to - step.from)
        witness.violate('I4', `cart ${cartId} grew by ${step.to - step.from} for ${mine.length} operations`)
      const folded = mine.reduce((cart, [, op]) => fold(cart, op), before)
      if (textOf(folded) !== textOf(after))
        witness.violate(
          'I3',
          `cart ${cartId} at ${step.to} is [${textOf(after)}], its log says [${textOf(folded)}]`,
        )
    } else if (step.to !== step.from + 1)
      witness.violate('I4', `cart ${cartId} grew by ${step.to - step.from} without an operation`)
    if (merging?.into === cartId) {
      checkSum(world, merging.sum, after)
      merging = null
    }
    carts.set(cartId, after)
  }
}

function fold(cart: Cart, op: CartOp): Cart {
  const applied = apply(op, cart, permissive)
  return applied.ok ? applied.cart : cart
}

function* stepsOf(rows: readonly Seen[]): Generator<{ cartId: string; step: Step; merged: string | null }> {
  let open: { cartId: string; step: Step } | null = null
  for (const row of rows) {
    if (row.kind === 'line' && open?.cartId === row.cart_id) open.step.lines.push(row)
    else if (row.kind === 'cart') {
      if (open !== null) yield { ...open, merged: null }
      open = { cartId: row.cart_id, step: { from: row.from_rev, to: row.to_rev, lines: [], n: row.n } }
    } else if (row.kind === 'merged') {
      if (open !== null) yield { ...open, merged: null }
      open = null
      yield {
        cartId: row.cart_id,
        step: { from: row.from_rev, to: row.to_rev, lines: [], n: row.n },
        merged: row.into_id,
      }
    }
  }
  if (open !== null) yield { ...open, merged: null }
}

function written(before: Cart, { to, lines }: Step): Cart {
  const byId = new Map(before.lines.map((line) => [String(line.id), line]))
  for (const { line_id, variant_id, qty, sent, to_rev } of lines) {
    const known = byId.get(line_id)
    // Ids as the hub wrote them.
    const line =
      known ??
      ({ id: line_id, variantId: variant_id, attrs: [], price: 1, addedAt: 0 } as unknown as CartLine)
    byId.set(line_id, { ...line, qty, isSent: sent === 1, rev: to_rev })
  }
  return { ...before, rev: to, lines: [...byId.values()] }
}

const textOf = (cart: Cart) =>
  visibleLines(cart)
    .map(({ variantId, qty, isSent }) => `${variantId}:${qty}${isSent === true ? ' sent' : ''}`)
    .toSorted()
    .join()

function sumOf(carts: readonly Cart[]): Map<string, number> {
  const sum = new Map<string, number>()
  for (const line of carts.flatMap(visibleLines)) sum.set(line.id, (sum.get(line.id) ?? 0) + line.qty)
  return sum
}

function checkSum({ witness }: World, sum: ReadonlyMap<string, number>, after: Cart): void {
  for (const [id, qty] of sum) {
    const now = after.lines.find((line) => line.id === id)?.qty ?? 0
    if (now !== Math.min(qty, limits.maxQuantity))
      witness.violate('I13', `a merge made ${now} of ${qty} units of line ${id} in cart ${after.id}`)
  }
}
