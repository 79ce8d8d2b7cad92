import type { LineId, PlanId, VariantId } from '../ids.ts'
import { sortAttributes, type Attribute } from './attribute.ts'

export interface LineIdentity {
  readonly variantId: VariantId
  readonly planId?: PlanId | undefined
  readonly attrs?: readonly Attribute[] | undefined
}

/**
 * The id of the line that holds this choice. It is derived, not drawn: two devices that add the same
 * variant with the same plan and attributes while apart name the same line, so the adds meet and sum.
 */
export function lineId({ variantId, planId, attrs = [] }: LineIdentity): LineId {
  // Length before text keeps ['ab','c'] and ['a','bc'] apart.
  const parts = [variantId, planId ?? '', ...sortAttributes(attrs).flat()]
  const text = parts.map((part) => `${part.length}:${part}`).join('')
  // The cast is this function's purpose: it is the only maker of line ids.
  return `l-${hash(text)}` as LineId
}

/**
 * cyrb53-style 2 x 32 bit mix, as 16 hex digits. Not a secret and not against an adversary: a shopper
 * who makes two choices collide mixes up only their own cart.
 */
function hash(text: string): string {
  let a = 0xdeadbeef
  let b = 0x41c6ce57
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index)
    a = Math.imul(a ^ unit, 0x9e3779b1)
    b = Math.imul(b ^ unit, 0x5f356495)
  }
  a = Math.imul(a ^ (a >>> 16), 0x85ebca6b) ^ Math.imul(b ^ (b >>> 13), 0xc2b2ae35)
  b = Math.imul(b ^ (b >>> 16), 0x85ebca6b) ^ Math.imul(a ^ (a >>> 13), 0xc2b2ae35)
  return hex(a) + hex(b)
}

const hex = (value: number) => (value >>> 0).toString(16).padStart(8, '0')
