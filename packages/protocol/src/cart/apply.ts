import type { FinalCode } from '../errors.ts'
import type { LineId, LocationId, MerchantId, VariantId } from '../ids.ts'
import { limits } from '../limits.ts'
import { sortAttributes } from './attribute.ts'
import type { Cart, CartLine } from './cart.ts'
import { toDiscountCode, type Discount } from './discount.ts'
import { lineId } from './line-id.ts'
import type { CartOp } from './op.ts'

/** Facts that the rule needs and the cart does not own. */
export interface CartWorld {
  readonly nowMs: number
  /** Undefined when the caller does not know the variant. */
  variant(id: VariantId): VariantFacts | undefined
  /** What a code gives; null when the caller cannot know, undefined when it is not valid. */
  discount(code: string): Discount | null | undefined
  /** Whether goods can be picked up there. */
  isPickup(id: LocationId): boolean
}

export interface VariantFacts {
  /** Minor units in the cart's currency. */
  readonly price: number
  readonly isActive: boolean
  /** Who sells it; absent for the tenant itself. */
  readonly merchantId?: MerchantId | undefined
}

export type Applied =
  | { readonly ok: true; readonly cart: Cart; readonly changed: readonly CartLine[] }
  | { readonly ok: false; readonly code: FinalCode; readonly free?: number }

/**
 * The one rule of the cart, the same in the hub and in the optimistic view: what `cart` becomes after `op`. Whether there are
 * enough goods is asked by who counts them: see `applyCounted`.
 * Pure; the cart given is not changed. An accepted operation raises `rev` by exactly one, even when it
 * changed nothing (a line removed twice), so that revisions count operations.
 */
export function apply(op: CartOp, cart: Cart, world: CartWorld): Applied {
  if (cart.meta.checkout !== undefined) return { ok: false, code: 'frozen' }
  switch (op.op) {
    case 'addLine':
      return addLine(op, cart, world)
    case 'setQuantity': {
      const line = findLine(cart, op.lineId)
      if (line === undefined || line.qty === 0) return { ok: false, code: 'no_line' }
      return setLine(cart, world, { ...line, qty: op.qty })
    }
    case 'removeLine': {
      const line = findLine(cart, op.lineId)
      return accept(cart, line === undefined || line.qty === 0 ? [] : [{ ...line, qty: 0 }])
    }
    case 'applyDiscountCode':
      return applyDiscountCode(toDiscountCode(op.code), cart, world)
    case 'removeDiscountCode': {
      const code = toDiscountCode(op.code)
      const codes = cart.meta.codes.filter((known) => known.code !== code)
      return accept({ ...cart, meta: { ...cart.meta, codes } }, [])
    }
    case 'setFulfillment':
      if (op.fulfilment.kind === 'pickup' && !world.isPickup(op.fulfilment.locationId))
        return { ok: false, code: 'bad_location' }
      return accept({ ...cart, meta: { ...cart.meta, fulfilment: op.fulfilment } }, [])
    case 'sendLine': {
      const line = findLine(cart, op.lineId)
      if (line === undefined || line.qty === 0) return { ok: false, code: 'no_line' }
      return accept(cart, [{ ...line, isSent: op.isSent }])
    }
    case 'setNote':
      return accept({ ...cart, meta: { ...cart.meta, note: op.text } }, [])
    case 'clear':
      return accept(
        cart,
        cart.lines
          .filter((line) => line.qty > 0 && line.rev <= op.seenRev)
          .map((line) => ({ ...line, qty: 0 })),
      )
    default:
      return op satisfies never
  }
}

function addLine(op: Extract<CartOp, { op: 'addLine' }>, cart: Cart, world: CartWorld): Applied {
  const id = lineId(op)
  const held = findLine(cart, id)
  if (held !== undefined && held.qty > 0)
    return setLine(cart, world, { ...held, qty: held.qty + op.qty, ...showOf(op) })
  if (cart.lines.filter((line) => line.qty > 0).length >= limits.maxLines) return { ok: false, code: 'limit' }
  return setLine(cart, world, {
    id,
    variantId: op.variantId,
    ...(op.planId === undefined ? {} : { planId: op.planId }),
    attrs: sortAttributes(op.attrs ?? []),
    qty: op.qty,
    price: 0,
    ...showOf(op),
    addedAt: world.nowMs,
    rev: 0,
  })
}

function applyDiscountCode(code: string, cart: Cart, world: CartWorld): Applied {
  const discount = world.discount(code)
  if (discount === undefined) return { ok: false, code: 'bad_code' }
  const others = cart.meta.codes.filter((known) => known.code !== code)
  if (others.length >= limits.maxCodes) return { ok: false, code: 'limit' }
  const isNew = others.length === cart.meta.codes.length
  const codes = isNew
    ? [...others, { code, discount }]
    : cart.meta.codes.map((known) => (known.code === code ? { code, discount } : known))
  return accept({ ...cart, meta: { ...cart.meta, codes } }, [])
}

/** A line's merchant, as its variant says now. */
export const soldBy = ({ merchantId }: Pick<VariantFacts, 'merchantId'>) =>
  merchantId === undefined ? {} : { merchantId }

const showOf = (op: { showId?: CartLine['showId'] }) => (op.showId === undefined ? {} : { showId: op.showId })

/** Puts a line at its new quantity, if the variant is sold. */
function setLine(cart: Cart, world: CartWorld, line: CartLine): Applied {
  if (line.qty > limits.maxQuantity) return { ok: false, code: 'limit' }
  const variant = world.variant(line.variantId)
  const before = findLine(cart, line.id)?.qty ?? 0
  // Fewer is always possible, also of what is no longer sold.
  if (line.qty > before && variant?.isActive !== true) return { ok: false, code: 'gone' }
  if (variant === undefined) return accept(cart, [line])
  const { merchantId: _before, ...rest } = line
  return accept(cart, [{ ...rest, price: variant.price, ...soldBy(variant) }])
}

/** How many of a variant the cart holds over all its lines. */
export function quantityOf(cart: Cart, variantId: VariantId): number {
  return cart.lines.reduce((sum, line) => (line.variantId === variantId ? sum + line.qty : sum), 0)
}

export function findLine(cart: Cart, id: LineId): CartLine | undefined {
  return cart.lines.find((line) => line.id === id)
}

function accept(cart: Cart, lines: readonly CartLine[]): Applied {
  const rev = cart.rev + 1
  const changed = lines.map((line) => ({ ...line, rev }))
  return { ok: true, changed, cart: { ...withLines(cart, changed), rev } }
}

/** The cart with these lines put in place of those with the same id. */
export function withLines(cart: Cart, changed: readonly CartLine[]): Cart {
  const byId = new Map(cart.lines.map((line) => [line.id, line]))
  for (const line of changed) byId.set(line.id, line)
  return { ...cart, lines: [...byId.values()] }
}
