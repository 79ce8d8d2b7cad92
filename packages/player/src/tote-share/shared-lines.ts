import type { ProductView } from '@tote/core'
import type { LinkedLine } from '@tote/protocol'

export interface SharedLine extends LinkedLine {
  /** What is sold here under that id; the id itself for what is not. */
  readonly title: string
}

/** A shared basket by what can become of it here. */
export interface SharedLines {
  readonly buyable: readonly SharedLine[]
  readonly soldOut: readonly SharedLine[]
  readonly unknown: readonly SharedLine[]
}

export function sortShared(lines: readonly LinkedLine[], products: readonly ProductView[]): SharedLines {
  const sorted = { buyable: [] as SharedLine[], soldOut: [] as SharedLine[], unknown: [] as SharedLine[] }
  for (const line of lines) {
    const product = products.find(({ variants }) => variants.some(({ id }) => id === line.variantId))
    const variant = product?.variants.find(({ id }) => id === line.variantId)
    if (product === undefined || variant === undefined)
      sorted.unknown.push({ ...line, title: line.variantId })
    else {
      const isNamed = product.variants.length > 1
      const title = isNamed ? `${product.title}, ${variant.title}` : product.title
      sorted[variant.isSoldOut ? 'soldOut' : 'buyable'].push({ ...line, title })
    }
  }
  return sorted
}
