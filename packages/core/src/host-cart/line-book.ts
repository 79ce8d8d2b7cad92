import {
  lineId,
  sortAttributes,
  variantIdSchema,
  type Attribute,
  type CartOp,
  type VariantId,
} from '@tote/protocol'
import type { CartLineView } from '../tote.ts'
import type { Change, Counts } from './agreement.ts'
import type { HostChange, HostLine } from './host-port.ts'

/** What a line is of, whichever cart it lies in. */
interface Choice {
  readonly variantId: VariantId
  readonly attributes: readonly Attribute[]
}

/** The lines of both carts under one name: the hub's own for a variant with these attributes. */
export interface LineBook {
  readonly ours: Counts
  readonly theirs: Counts
  choiceOf(key: string): Choice | undefined
}

export function toLineBook(ours: readonly CartLineView[], theirs: readonly HostLine[]): LineBook {
  const choices = new Map<string, Choice>()
  const count = (lines: readonly HostLine[]) => {
    const counts = new Map<string, number>()
    for (const { variantId, attributes = [], quantity } of lines) {
      // Another id than the hub's kind names nothing that can be in our cart.
      const id = variantIdSchema.safeParse(variantId).data
      if (id === undefined || quantity === 0) continue
      const key = lineId({ variantId: id, attrs: attributes })
      choices.set(key, { variantId: id, attributes: sortAttributes(attributes) })
      counts.set(key, (counts.get(key) ?? 0) + quantity)
    }
    return counts
  }
  return { ours: countOurs(ours, choices), theirs: count(theirs), choiceOf: (key) => choices.get(key) }
}

/** A line with a plan, a subscription say, is another kind of buying: its id is not that of its variant and attributes. */
function countOurs(lines: readonly CartLineView[], choices: Map<string, Choice>): Counts {
  const counts = new Map<string, number>()
  for (const { id, merchandise, attributes, quantity } of lines) {
    if (id !== lineId({ variantId: merchandise.variantId, attrs: attributes })) continue
    choices.set(id, { variantId: merchandise.variantId, attributes })
    counts.set(id, quantity)
  }
  return counts
}

/** More is an add, which sums up with what another place adds meanwhile. It names no show: none had a part in it. */
export function toCartOp({ variantId, attributes }: Choice, { from, to }: Change): CartOp {
  const id = lineId({ variantId, attrs: attributes })
  if (to > from)
    return {
      op: 'addLine',
      variantId,
      qty: to - from,
      ...(attributes.length === 0 ? {} : { attrs: attributes.map(([name, value]) => [name, value]) }),
    }
  return to === 0 ? { op: 'removeLine', lineId: id } : { op: 'setQuantity', lineId: id, qty: to }
}

export function toHostChange({ variantId, attributes }: Choice, { from, to }: Change): HostChange {
  return { variantId, quantity: to, by: to - from, ...(attributes.length === 0 ? {} : { attributes }) }
}
