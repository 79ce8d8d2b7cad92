import * as z from 'zod/mini'
import { limits } from '../limits.ts'
import { pair } from '../pair.ts'

/** What a shopper asked of a line beyond its variant (an engraving, a gift wrap): key and value. */
export const attributeSchema = pair(
  z.string().check(z.minLength(1), z.maxLength(limits.maxAttributeKeyLength)),
  z.string().check(z.maxLength(limits.maxAttributeValueLength)),
)
export type Attribute = z.infer<typeof attributeSchema>

/** Pairs rather than an object: no key of a stranger ever becomes a property name. */
export const attributesSchema = z.array(attributeSchema).check(z.maxLength(limits.maxAttributes))

/** The same attributes in any order are the same line, so they are kept sorted by key, then value. */
export function sortAttributes(attributes: readonly Attribute[]): Attribute[] {
  return attributes.toSorted((a, b) => compareText(a[0], b[0]) || compareText(a[1], b[1]))
}

// By code unit, not by locale: two devices must agree.
const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
