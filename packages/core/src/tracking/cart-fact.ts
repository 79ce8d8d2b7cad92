import { lineId, type CartOp, type LineId, type VariantId } from '@tote/protocol'
import type { CartLineView } from '../tote.ts'

/** So many units, put in or taken out. */
export interface CartFact {
  readonly kind: 'lineAdded' | 'lineRemoved'
  readonly changes: readonly {
    readonly variantId: VariantId
    readonly quantity: number
    /** As it was before; absent when the cart had none of it. */
    readonly line?: CartLineView
  }[]
}

/**
 * What an operation does to the units of a cart that has these lines; null when it moves none. Of a quantity that is set
 * it is the difference that came or went, not the new number.
 */
export function cartFactOf(op: CartOp, lines: readonly CartLineView[]): CartFact | null {
  switch (op.op) {
    case 'addLine': {
      const line = findLine(lines, lineId(op))
      return {
        kind: 'lineAdded',
        changes: [{ variantId: op.variantId, quantity: op.qty, ...(line === undefined ? {} : { line }) }],
      }
    }
    case 'setQuantity':
      return setTo(op.qty, findLine(lines, op.lineId))
    case 'removeLine':
      return setTo(0, findLine(lines, op.lineId))
    case 'clear':
      return lines.length === 0 ? null : { kind: 'lineRemoved', changes: lines.map(allOf) }
    case 'applyDiscountCode':
    case 'removeDiscountCode':
    case 'setFulfillment':
    case 'sendLine':
    case 'setNote':
      return null
    default:
      return op satisfies never
  }
}

function findLine(lines: readonly CartLineView[], id: LineId): CartLineView | undefined {
  return lines.find((line) => line.id === id)
}

function setTo(quantity: number, line: CartLineView | undefined): CartFact | null {
  if (line === undefined || line.quantity === quantity) return null
  const difference = quantity - line.quantity
  return {
    kind: difference > 0 ? 'lineAdded' : 'lineRemoved',
    changes: [{ ...allOf(line), quantity: Math.abs(difference) }],
  }
}

function allOf(line: CartLineView): CartFact['changes'][number] {
  return { variantId: line.merchandise.variantId, quantity: line.quantity, line }
}
