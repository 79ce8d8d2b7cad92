import type { FeedField, FeedItem, FeedItems, FeedProblem, FeedValue } from './feed-item.ts'
import { findJsonLd } from './find-json-ld.ts'
import { JsonLdNode } from './json-ld-node.ts'

type Values = Partial<Record<FeedField, FeedValue>>

/** Of what is no product itself, where products may stand. Not `isRelatedTo` and its like: those are sold elsewhere on the site. */
const LEADS_ON = ['@graph', 'mainEntity', 'itemListElement', 'item', 'hasPart']
const OPTIONS = ['color', 'size', 'material', 'pattern'] as const

/** The products that a page tells search engines of, by schema.org's Product, ProductGroup and Offer. */
export function readJsonLd(html: string): FeedItems {
  const { scripts, problems: broken } = findJsonLd(html)
  const problems: FeedProblem[] = [...broken]
  const roots = JsonLdNode.roots(scripts)
  const items = findProducts(roots).flatMap((node) => readNode(node, problems))
  if (items.length === 0 && problems.length === 0)
    problems.push({
      at: 'the page',
      why: 'has no schema.org Product in a script of type application/ld+json',
    })
  return { items, problems }
}

function findProducts(roots: readonly JsonLdNode[]): JsonLdNode[] {
  const products = new Map<string, JsonLdNode>()
  const seen = new Set<string>()
  // It grows while it is walked; what two places refer to, or two things each other, is looked at once.
  const waiting = [...roots]
  for (const node of waiting) {
    if (seen.has(node.at)) continue
    seen.add(node.at)
    if (node.isA('Product') || node.isA('ProductGroup')) products.set(node.at, node)
    else waiting.push(...LEADS_ON.flatMap((name) => node.all(name)))
  }
  return [...products.values()]
}

function readNode(node: JsonLdNode, problems: FeedProblem[]): FeedItem[] {
  const variants = node.all('hasVariant')
  if (variants.length === 0) return readProduct(node, node.one('isVariantOf'), problems)
  return variants.flatMap((variant) => readProduct(variant, node, problems))
}

function readProduct(node: JsonLdNode, group: JsonLdNode | undefined, problems: FeedProblem[]): FeedItem[] {
  const values: Values = {
    ...pick('title', node.text('name') ?? group?.text('name')),
    ...pick('description', node.text('description') ?? group?.text('description')),
    ...pick('brand', node.named('brand') ?? group?.named('brand')),
    ...pick('image_link', node.address('image') ?? group?.address('image')),
    ...pick('sku', node.text('sku')),
    ...pick('id', node.text('sku') ?? node.text('productID')),
    ...pick('item_group_id', group?.text('productGroupID') ?? node.text('inProductGroupWithID')),
    ...pick('group_title', group?.text('name')),
  }
  for (const option of OPTIONS) Object.assign(values, pick(option, node.named(option)))
  const offers = node
    .all('offers')
    .flatMap((offer) => (offer.isA('AggregateOffer') ? offer.all('offers') : [offer]))
  const [offer] = offers
  if (offer === undefined) {
    const why =
      node.all('offers').length > 0
        ? 'gives a range of prices, and no offer'
        : 'has no offer, and so no price'
    problems.push({ at: node.at, why })
    return []
  }
  if (offers.length === 1) return [{ at: node.at, values: { ...values, ...readOffer(offer) } }]
  if (new Set(offers.map((one) => one.text('sku')?.text ?? '')).size < offers.length) {
    problems.push({ at: node.at, why: `has ${offers.length} offers, and no SKU of each says which is meant` })
    return []
  }
  const named = {
    ...pick('item_group_id', values.item_group_id ?? values.id),
    ...pick('group_title', values.title),
  }
  return offers.map((one) => ({
    at: one.at,
    values: {
      ...values,
      ...named,
      ...pick('title', one.text('name')),
      ...pick('sku', one.text('sku')),
      ...pick('id', one.text('sku')),
      ...readOffer(one),
    },
  }))
}

function readOffer(offer: JsonLdNode): Values {
  const specifications = offer.all('priceSpecification').filter((one) => one.text('priceType') === undefined)
  // Of several nothing says which is asked.
  const from = offer.text('price') === undefined && specifications.length === 1 ? specifications[0] : offer
  const availability = offer.text('availability')
  return {
    ...pick('price', from?.text('price')),
    ...pick('currency', from?.text('priceCurrency')),
    ...pick('quantity', offer.one('inventoryLevel')?.text('value') ?? offer.text('inventoryLevel')),
    ...(availability === undefined
      ? {}
      : pick('availability', { ...availability, text: toWords(availability.text) })),
  }
}

/** `https://schema.org/InStock` is `in_stock`. */
function toWords(address: string): string {
  const name = address.split(/[/#:]/).at(-1) ?? ''
  return name.replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => `_${letter}`).toLowerCase()
}

function pick(field: FeedField, value: FeedValue | undefined): Values {
  return value === undefined ? {} : { [field]: value }
}
