import { variantIdSchema, type VariantId } from '../ids.ts'
import { limits } from '../limits.ts'

/** One line of a cart as a link names it: what and how many, and nothing of whose. */
export interface LinkedLine {
  readonly variantId: VariantId
  readonly quantity: number
}

/** Longer than the longest cart that is worth a link; what comes after is not read. */
const MAX_LENGTH = 4000
const LINE = /^([^:]+):(\d{1,3})$/

/**
 * A cart's contents as text for an address: `mug:2,shirt-m:1`, as shops know it from their own cart addresses. Carries
 * no attributes, which may be personal, no codes and no name of anything of the shopper's. Empty for an empty cart.
 */
export function toCartLink(lines: readonly LinkedLine[]): string {
  return sumUp(lines)
    .slice(0, limits.maxLines)
    .map(({ variantId, quantity }) => `${variantId}:${quantity}`)
    .join(',')
}

/**
 * What such text names; the same variant twice is summed, quantities are capped at what a cart may hold.
 *
 * @param text from an address: anybody may have written it.
 * @returns null when it is none, as a whole: half a basket would be taken for the whole one.
 */
export function parseCartLink(text: string): readonly LinkedLine[] | null {
  if (text === '' || text.length > MAX_LENGTH) return null
  const lines: LinkedLine[] = []
  for (const part of text.split(',')) {
    const [, id, count] = LINE.exec(part) ?? []
    const variantId = variantIdSchema.safeParse(id)
    const quantity = Number(count)
    if (!variantId.success || !(quantity > 0)) return null
    lines.push({ variantId: variantId.data, quantity })
  }
  const summed = sumUp(lines)
  return summed.length > limits.maxLines ? null : summed
}

/**
 * The address of the shop's own cart with these contents, by the tenant's pattern, such as
 * `https://shop.example/cart/{lines}`.
 */
export function toCartPermalink(pattern: string, lines: readonly LinkedLine[]): string {
  return pattern.replaceAll('{lines}', () => toCartLink(lines))
}

function sumUp(lines: readonly LinkedLine[]): LinkedLine[] {
  const quantities = new Map<VariantId, number>()
  for (const { variantId, quantity } of lines)
    quantities.set(variantId, Math.min(limits.maxQuantity, (quantities.get(variantId) ?? 0) + quantity))
  return [...quantities].map(([variantId, quantity]) => ({ variantId, quantity }))
}
