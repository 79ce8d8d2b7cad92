import { choiceValues, type ShopProduct, type ShopVariant } from '../shop-goods.ts'
import type { MedusaClient } from './medusa-client.ts'

interface Making {
  readonly products: readonly ShopProduct[]
  readonly channel: string
  readonly profile: string
  /** The stock locations of what a variant has. */
  readonly places: readonly string[]
  readonly picturesUrl: string | undefined
}

interface Named {
  readonly id: string
  readonly sku: string
}

/** As Medusa's own admin writes down that there is nothing to choose: a product must have a choice. */
const NO_CHOICE = { title: 'Default option', values: ['Default option value'] }

/** Puts goods on sale, with their counts. */
export async function makeProducts(
  admin: MedusaClient,
  { products, channel, profile, places, picturesUrl }: Making,
): Promise<{ products: string[]; variants: Record<string, string>; items: Record<string, string> }> {
  const made: string[] = []
  const variants: Record<string, string> = {}
  for (const product of products) {
    const { product: answer } = await admin.post<{ product: { id: string; variants: Named[] } }>(
      '/admin/products',
      {
        ...describe(product, picturesUrl),
        status: 'published',
        shipping_profile_id: profile,
        sales_channels: [{ id: channel }],
      },
    )
    made.push(answer.id)
    for (const { id, sku } of answer.variants) variants[sku] = id
  }
  const { inventory_items } = await admin.get<{ inventory_items: Named[] }>(
    '/admin/inventory-items?limit=1000',
  )
  const items = Object.fromEntries(inventory_items.map(({ id, sku }) => [sku, id]))
  const counted = products.flatMap((product) => product.variants)
  for (const { sku, stock } of counted)
    for (const [index, location_id] of places.entries())
      await admin.post(`/admin/inventory-items/${items[sku]}/location-levels`, {
        location_id,
        stocked_quantity: stock[index],
      })
  return { products: made, variants, items }
}

function describe(product: ShopProduct, picturesUrl: string | undefined) {
  const { title, description, choices, picture, variants } = product
  const options = choiceValues(product).map(({ name, values }) => ({ title: name, values }))
  return {
    title,
    description,
    ...(picture === undefined || picturesUrl === undefined ? {} : { thumbnail: `${picturesUrl}/${picture}` }),
    options: options.length === 0 ? [NO_CHOICE] : options,
    variants: variants.map((variant) => ({
      title: variant.title,
      sku: variant.sku,
      manage_inventory: true,
      options:
        choices.length === 0
          ? { [NO_CHOICE.title]: NO_CHOICE.values[0] }
          : Object.fromEntries(choices.map((choice, index) => [choice, variant.options[index]])),
      prices: toPrices(variant),
    })),
  }
}

/** As people write them. */
function toPrices({ eur, jpy }: ShopVariant) {
  const inEuros = { currency_code: 'eur', amount: eur / 100 }
  return jpy === undefined ? [inEuros] : [inEuros, { currency_code: 'jpy', amount: jpy }]
}
