import type { HostLine } from './host-port.ts'
import { attributesSchema, type Attribute } from '@tote/protocol'
import * as z from 'zod/mini'
import type { ShopifyIds } from './shopify-ids.ts'

/** A line of a Shopify cart that we may touch. */
export interface ShopifyLine extends HostLine {
  /** What its cart calls it, for a change. */
  readonly id: string
}

// As little of each as is used: both carry much more, and more each quarter. And nothing of the schemas' library that the
// player does not have already: this is loaded beside it.
const count = z.int().check(z.minimum(0))
const actionLinesSchema = z.array(
  z.object({
    id: z.string(),
    quantity: count,
    merchandise: z.object({ id: z.string() }),
    attributes: z.optional(z.array(z.object({ key: z.string(), value: z.optional(z.nullable(z.string())) }))),
    sellingPlanAllocation: z.optional(z.unknown()),
  }),
)
const actionCartSchema = z.object({
  cart: z.optional(z.nullable(z.object({ lines: z.unknown() }))),
})
const ajaxCartSchema = z.object({
  items: z.array(
    z.object({
      key: z.string(),
      variant_id: z.int(),
      quantity: count,
      properties: z.optional(z.unknown()),
      selling_plan_allocation: z.optional(z.unknown()),
    }),
  ),
})

/** The answer of `getCart`. @throws for one of another form. */
export function parseActionCart(answer: unknown, ids: ShopifyIds): ShopifyLine[] {
  const { cart } = actionCartSchema.parse(answer)
  if (cart == null) return []
  // Told as a list, and seen as a connection of the Storefront API.
  const nodes: unknown = Array.isArray(cart.lines) ? cart.lines : Reflect.get(Object(cart.lines), 'nodes')
  return actionLinesSchema.parse(nodes).flatMap((line) =>
    toLine({
      id: line.id,
      variantId: ids.toTote(line.merchandise.id),
      quantity: line.quantity,
      attributes: (line.attributes ?? []).map(({ key, value }) => [key, value ?? '']),
      plan: line.sellingPlanAllocation,
    }),
  )
}

/** The answer of `/cart.js`. @throws for one of another form. */
export function parseAjaxCart(answer: unknown, ids: ShopifyIds): ShopifyLine[] {
  return ajaxCartSchema.parse(answer).items.flatMap((item) =>
    toLine({
      id: item.key,
      variantId: ids.toTote(String(item.variant_id)),
      quantity: item.quantity,
      attributes: toPairs(item.properties),
      plan: item.selling_plan_allocation,
    }),
  )
}

/** An object of texts; null, or an empty list, where there are none. */
function toPairs(properties: unknown): [string, string][] {
  if (typeof properties !== 'object' || properties === null) return []
  return Object.entries(properties).map(([key, value]) => [key, String(value)])
}

interface Found {
  readonly id: string
  readonly variantId: string
  readonly quantity: number
  readonly attributes: readonly (readonly [string, string])[]
  readonly plan: unknown
}

/**
 * None for what another hand put there and looks after: a subscription, a gift or part of a bundle (an app hides its marks by
 * an underscore), or words that our lines have no room for.
 */
function toLine({ id, variantId, quantity, attributes, plan }: Found): ShopifyLine[] {
  if (plan !== undefined && plan !== null) return []
  if (attributes.some(([key]) => key.startsWith('_'))) return []
  const pairs: unknown = attributes.map((pair) => [...pair])
  const parsed = attributesSchema.safeParse(pairs)
  if (!parsed.success) return []
  const own: readonly Attribute[] = parsed.data
  return [{ id, variantId, quantity, ...(own.length === 0 ? {} : { attributes: own }) }]
}
