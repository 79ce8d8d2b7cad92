import type { ProductView } from '@tote/core'

/** Letters with a stroke or joined into one, which Unicode does not take apart. */
const PLAIN: Readonly<Record<string, string>> = { ł: 'l', ø: 'o', đ: 'd', æ: 'ae', œ: 'oe', ı: 'i' }

/**
 * The products in which every word of the query is found: in the name, the brand or a variant's name, anywhere in a
 * word, whatever its case, width and accents. So `cafe creme` finds 'Café crème' and `lampe` the 'Tischlampe'. Their
 * order stays; an empty query finds all.
 */
export function matchProducts(products: readonly ProductView[], query: string): readonly ProductView[] {
  const words = fold(query)
    .split(/\s+/)
    .filter((word) => word !== '')
  if (words.length === 0) return products
  return products.filter((product) => {
    const text = fold(
      [product.title, product.brand, ...product.variants.map(({ title }) => title)].join('\n'),
    )
    return words.every((word) => text.includes(word))
  })
}

function fold(text: string): string {
  return (
    text
      .normalize('NFKD')
      .replaceAll(/\p{M}/gu, '')
      // Up and down again, since there is no small letter for what 'ß' is in capitals.
      .toUpperCase()
      .toLowerCase()
      .replaceAll(/[łøđæœı]/g, (letter) => PLAIN[letter] ?? letter)
  )
}
