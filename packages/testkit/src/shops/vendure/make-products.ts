import { choiceValues, type ShopProduct, type ShopVariant } from '../shop-goods.ts'
import { uploadPicture } from './upload-picture.ts'
import { en, type VendureApi } from './vendure-api.ts'

interface Making {
  readonly products: readonly ShopProduct[]
  /** The stock locations of what a variant has. */
  readonly places: readonly string[]
  readonly pictures: string | undefined
}

/** Puts goods on sale, one after the other, so that their ids are in their order. */
export async function makeProducts(
  admin: VendureApi,
  { products, places, pictures }: Making,
): Promise<{ products: string[]; variants: Record<string, string> }> {
  const made: string[] = []
  const variants: Record<string, string> = {}
  for (const product of products) {
    const productId = await makeProduct(admin, product, pictures)
    made.push(productId)
    const optionIds = await makeChoices(admin, productId, product)
    Object.assign(variants, await makeVariants(admin, { productId, product, optionIds, places }))
  }
  return { products: made, variants }
}

async function makeProduct(
  admin: VendureApi,
  { title, description, picture }: ShopProduct,
  pictures: string | undefined,
): Promise<string> {
  const asset =
    picture === undefined || pictures === undefined
      ? {}
      : { featuredAssetId: await uploadPicture(admin, pictures, picture) }
  const { createProduct } = await admin<{ createProduct: { id: string } }>(
    `mutation ($input: CreateProductInput!) { createProduct(input: $input) { id } }`,
    {
      input: {
        enabled: true,
        ...asset,
        translations: en({
          name: title,
          slug: toCode(title),
          // Vendure's own pages write descriptions in HTML.
          description: `<p>${description.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</p>`,
        }),
      },
    },
  )
  return createProduct.id
}

/** Ids of a product's options, by choice and value. */
type OptionIds = ReadonlyMap<string, string>

async function makeChoices(admin: VendureApi, productId: string, product: ShopProduct): Promise<OptionIds> {
  const optionIds = new Map<string, string>()
  for (const { name, values } of choiceValues(product)) {
    const { createProductOptionGroup: group } = await admin<{
      createProductOptionGroup: { id: string; options: { id: string; name: string }[] }
    }>(
      `mutation ($input: CreateProductOptionGroupInput!) {
        createProductOptionGroup(input: $input) { id options { id name } }
      }`,
      {
        input: {
          code: toCode(`${product.title} ${name}`),
          translations: en({ name }),
          options: values.map((value) => ({ code: toCode(value), translations: en({ name: value }) })),
        },
      },
    )
    for (const { id, name: value } of group.options) optionIds.set(`${name} ${value}`, id)
    await admin(
      `mutation ($productId: ID!, $optionGroupId: ID!) {
        addOptionGroupToProduct(productId: $productId, optionGroupId: $optionGroupId) { id }
      }`,
      { productId, optionGroupId: group.id },
    )
  }
  return optionIds
}

/** @returns Ids by SKU. */
async function makeVariants(
  admin: VendureApi,
  {
    productId,
    product: { choices, variants },
    optionIds,
    places,
  }: { productId: string; product: ShopProduct; optionIds: OptionIds; places: readonly string[] },
): Promise<Record<string, string>> {
  const optionsOf = ({ options }: ShopVariant) =>
    options.map((option, index) => optionIds.get(`${choices[index]} ${option}`))
  const { createProductVariants: made } = await admin<{
    createProductVariants: { id: string; sku: string }[]
  }>(`mutation ($input: [CreateProductVariantInput!]!) { createProductVariants(input: $input) { id sku } }`, {
    input: variants.map((variant) => ({
      productId,
      sku: variant.sku,
      optionIds: optionsOf(variant),
      price: variant.eur,
      stockLevels: places.map((stockLocationId, index) => ({
        stockLocationId,
        stockOnHand: variant.stock[index],
      })),
      translations: en({ name: variant.title }),
    })),
  })
  const ids = Object.fromEntries(made.map(({ id, sku }) => [sku, id]))
  const inYen = variants.flatMap(({ sku, jpy }) => (jpy === undefined ? [] : [{ id: ids[sku], jpy }]))
  if (inYen.length > 0)
    await admin(
      `mutation ($input: [UpdateProductVariantInput!]!) { updateProductVariants(input: $input) { id } }`,
      // Two decimals of yen too, as Vendure keeps every currency.
      { input: inYen.map(({ id, jpy }) => ({ id, prices: [{ currencyCode: 'JPY', price: jpy * 100 }] })) },
    )
  return ids
}

function toCode(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')
}
