import type { ProductView } from '@tote/core'

/** The product, and where there are choices which of them; empty for what is not known. */
export function variantTitle(products: readonly ProductView[] | undefined, variantId: string): string {
  const product = products?.find(({ variants }) => variants.some(({ id }) => id === variantId))
  const variant = product?.variants.find(({ id }) => id === variantId)
  if (product === undefined || variant === undefined) return ''
  return product.options.length === 0 ? product.title : `${product.title}, ${variant.title}`
}
