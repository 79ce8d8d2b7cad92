import * as z from 'zod'
import { moneyFields, moneySchema } from './money.ts'
import { TooCostlyError } from './refusal.ts'
import type { AskShopify } from './shopify-api.ts'
import type { ShopifyContext } from './find-context.ts'

/** Few enough of each that Shopify takes it as one question; most products have fewer choices. */
const PRODUCTS_AT_ONCE = 25
const VARIANTS_AT_ONCE = 25
/** The most of one product that a catalogue holds. */
const MOST_VARIANTS = 250

const variantFields = `
  nodes {
    id title sku
    price { ${moneyFields} }
    compareAtPrice { ${moneyFields} }
    selectedOptions { name value }
    image { url }
  }
  pageInfo { hasNextPage endCursor }
`
const inContext = '@inContext(country: $country, language: $language)'
const productsQuery = `query ToteProducts(
  $country: CountryCode, $language: LanguageCode, $products: Int!, $variants: Int!, $after: String
) ${inContext} {
  products(first: $products, after: $after, sortKey: ID) {
    nodes {
      id title descriptionHtml vendor requiresSellingPlan
      featuredImage { url }
      options { name }
      variants(first: $variants) { ${variantFields} }
    }
    pageInfo { hasNextPage endCursor }
  }
}`
const variantsQuery = `query ToteVariants(
  $country: CountryCode, $language: LanguageCode, $id: ID!, $variants: Int!, $after: String
) ${inContext} {
  product(id: $id) { variants(first: $variants, after: $after) { ${variantFields} } }
}`

const pageInfoSchema = z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() })
const imageSchema = z.object({ url: z.string() }).nullable()
const variantSchema = z.object({
  id: z.string(),
  title: z.string(),
  sku: z.string().nullable(),
  price: moneySchema,
  compareAtPrice: moneySchema.nullable(),
  selectedOptions: z.array(z.object({ name: z.string(), value: z.string() })),
  image: imageSchema,
})
export type ShopifyVariant = z.infer<typeof variantSchema>
const variantsSchema = z.object({ nodes: z.array(variantSchema), pageInfo: pageInfoSchema })
const productSchema = z.object({
  id: z.string(),
  title: z.string(),
  descriptionHtml: z.string(),
  vendor: z.string(),
  /** Sold by subscription alone: not what is added to a cart here. */
  requiresSellingPlan: z.boolean(),
  featuredImage: imageSchema,
  options: z.array(z.object({ name: z.string() })),
  variants: variantsSchema,
})
const productsSchema = z.object({
  products: z.object({ nodes: z.array(productSchema), pageInfo: pageInfoSchema }),
})
const moreSchema = z.object({ product: z.object({ variants: variantsSchema }).nullable() })

export type ShopifyProduct = Omit<z.infer<typeof productSchema>, 'variants'> & {
  readonly variants: readonly ShopifyVariant[]
}

/** All that is published to the app's channel, as Shopify has it for this context. */
export async function readProducts(
  storefront: AskShopify,
  context: ShopifyContext,
  signal: AbortSignal,
): Promise<ShopifyProduct[]> {
  const products: ShopifyProduct[] = []
  let atOnce = PRODUCTS_AT_ONCE
  let after: string | null = null
  for (let isMore = true; isMore;)
    try {
      const page: z.infer<typeof productsSchema> = await storefront({
        what: 'its products',
        query: productsQuery,
        variables: { ...context, products: atOnce, variants: VARIANTS_AT_ONCE, after },
        answer: productsSchema,
        signal,
        isPatient: true,
      })
      const { nodes, pageInfo } = page.products
      for (const product of nodes)
        if (!product.requiresSellingPlan) products.push({ ...product, variants: await allVariants(product) })
      after = pageInfo.endCursor
      isMore = pageInfo.hasNextPage
    } catch (error) {
      // What a question costs is Shopify's to say.
      if (!(error instanceof TooCostlyError) || atOnce === 1) throw error
      atOnce = Math.ceil(atOnce / 2)
    }
  return products

  async function allVariants({ id, variants }: z.infer<typeof productSchema>): Promise<ShopifyVariant[]> {
    const all = [...variants.nodes]
    let { pageInfo } = variants
    while (pageInfo.hasNextPage && all.length < MOST_VARIANTS) {
      const more: z.infer<typeof moreSchema> = await storefront({
        what: 'choices of a product',
        query: variantsQuery,
        variables: { ...context, id, variants: 100, after: pageInfo.endCursor },
        answer: moreSchema,
        signal,
        isPatient: true,
      })
      if (more.product === null) break
      all.push(...more.product.variants.nodes)
      pageInfo = more.product.variants.pageInfo
    }
    return all.slice(0, MOST_VARIANTS)
  }
}
