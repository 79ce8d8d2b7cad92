import type { ProductView, VariantView } from '@tote/core'
import type { MessagesController } from '../internal/messages/messages-controller.ts'
import type { AddState } from '../internal/shopping/add-controller.ts'

/** A variant as a page's own template may show it. Texts are in the language of the page; what is not is empty. */
export interface VariantData {
  readonly id: string
  readonly title: string
  /** As money is written. */
  readonly price: string
  readonly compareAt: string
  readonly image: string
  readonly isSoldOut: boolean
  /** 'Only 3 left', where few are. */
  readonly lowStock: string
}

/** A product as a page's own template may show it. */
export interface ProductData {
  readonly id: string
  readonly title: string
  readonly brand: string
  readonly description: string
  readonly image: string
  /** The lowest, with 'from' in front where they differ. */
  readonly price: string
  /** The price before, where it fell. */
  readonly compareAt: string
  /** '20 % off', where it fell. */
  readonly drop: string
  readonly lowStock: string
  readonly isSoldOut: boolean
  /** The picture shows it now. */
  readonly isShowing: boolean
  /** What became of the last add. */
  readonly status: string
  readonly variants: readonly VariantData[]
}

export function toProductData(
  words: MessagesController,
  product: ProductView,
  { isShowing, state }: { isShowing: boolean; state: AddState },
): ProductData {
  const { id, title, brand, description, image, isSoldOut } = product
  const { min, max } = product.priceRange
  const cheapest = product.variants.find(({ price }) => price.amount === min.amount)
  const before = cheapest?.compareAt ?? null
  const variants = product.variants.map((variant) => toVariantData(words, variant))
  return {
    id,
    title,
    brand: brand ?? '',
    description,
    image: image ?? '',
    price: max.amount > min.amount ? words.text('price.from', { price: words.money(min) }) : words.money(min),
    compareAt: before === null ? '' : words.money(before),
    drop:
      before === null
        ? ''
        : words.text('price.drop', { percent: words.percent((before.amount - min.amount) / before.amount) }),
    lowStock: variants.length === 1 ? (variants[0]?.lowStock ?? '') : '',
    isSoldOut,
    isShowing,
    status: statusOf(words, title, state),
    variants,
  }
}

function toVariantData(words: MessagesController, variant: VariantView): VariantData {
  const { id, title, price, compareAt, image, isSoldOut, lowStock } = variant
  return {
    id,
    title,
    price: words.money(price),
    compareAt: compareAt === null ? '' : words.money(compareAt),
    image: image ?? '',
    isSoldOut,
    lowStock: lowStock === null ? '' : words.text('product.lowStock', { count: lowStock }),
  }
}

function statusOf(words: MessagesController, title: string, state: AddState): string {
  if (state.status === 'rejected') return state.text(words)
  if (state.status === 'added') return words.text('add.done', { title })
  return state.status === 'saving' ? words.text('add.saving') : ''
}
