/** A value as a feed has it, and where it stands. */
export interface FeedValue {
  readonly text: string
  /** `line 12, column price`; `$[3].price`. */
  readonly at: string
}

/** What is read of an item: the attributes of Google's product data specification, and three that it has no name for. */
export const FEED_FIELDS = [
  'id',
  'item_group_id',
  'title',
  'description',
  'brand',
  'image_link',
  'price',
  'sale_price',
  'sale_price_effective_date',
  'availability',
  'color',
  'size',
  'material',
  'pattern',
  /** Never taken from `id`, `mpn` or `gtin`: those may be a SKU, or not. */
  'sku',
  /** Of a price that has none beside it. */
  'currency',
  /** Units there are. */
  'quantity',
  /** What the products of one `item_group_id` are called together. */
  'group_title',
] as const
export type FeedField = (typeof FEED_FIELDS)[number]

/** One thing that is sold, as a feed tells it: nothing is judged yet. */
export interface FeedItem {
  /** `line 12`; `$[3]`. */
  readonly at: string
  readonly values: Readonly<Partial<Record<FeedField, FeedValue>>>
}

/** What could not be read, and so is not in the catalogue. */
export interface FeedProblem {
  readonly at: string
  /** What is wrong there, and what would do. */
  readonly why: string
}

export interface FeedItems {
  readonly items: readonly FeedItem[]
  readonly problems: readonly FeedProblem[]
}
