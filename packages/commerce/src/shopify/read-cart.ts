import * as z from 'zod'
import type { ShopifyContext } from './find-context.ts'
import type { AskShopify } from './shopify-api.ts'
import { cartFields, cartSchema, type ShopifyCart } from './shopify-cart.ts'

const cartQuery = `query ToteCart(
  $country: CountryCode, $language: LanguageCode, $ids: [ID!]!, $ref: ID!, $hasRef: Boolean!
) @inContext(country: $country, language: $language) {
  cart(id: $ref) @include(if: $hasRef) { ...ToteCart }
  nodes(ids: $ids) { ... on ProductVariant { id availableForSale quantityAvailable } }
}
fragment ToteCart on Cart { ${cartFields} }`

const variantSchema = z.object({
  id: z.string(),
  availableForSale: z.boolean(),
  /** Null where it is not counted. */
  quantityAvailable: z.int().nullable(),
})
export type SellableVariant = z.infer<typeof variantSchema>
const answerSchema = z.object({
  cart: cartSchema.nullable().optional(),
  nodes: z.array(variantSchema.nullable()),
})

/** Stands where a question without a cart has to name one; it is not asked for. */
const NONE = 'gid://shopify/Cart/none'

/**
 * The cart as Shopify has it, and what it knows of these variants. The cart is null where there is none by any of these
 * names, as after it was bought: Shopify then knows it no more.
 */
export async function readCart(
  ask: AskShopify,
  {
    ids,
    refs,
    context,
    signal,
  }: {
    ids: readonly string[]
    refs: readonly string[]
    context: ShopifyContext
    signal: AbortSignal
  },
): Promise<{ inShop: ShopifyCart | null; variants: ReadonlyMap<string, SellableVariant> }> {
  const read = async (ref: string | undefined) => {
    const { cart, nodes } = await ask({
      what: 'a cart',
      query: cartQuery,
      variables: { ...context, ids, ref: ref ?? NONE, hasRef: ref !== undefined },
      answer: answerSchema,
      signal,
    })
    const known = nodes.flatMap((variant) => variant ?? [])
    return { inShop: cart ?? null, variants: new Map(known.map((variant) => [variant.id, variant])) }
  }
  const [first, ...others] = refs
  let found = await read(first)
  for (const ref of others) {
    if (found.inShop !== null) break
    found = await read(ref)
  }
  return found
}
