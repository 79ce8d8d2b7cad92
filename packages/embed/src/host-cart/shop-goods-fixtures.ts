/** What is posted to a cart: to add, or to set one line. */
export interface TestGoods {
  readonly items?: readonly { readonly id: number; readonly quantity: number }[]
  readonly id?: string
  readonly quantity?: number
}

/** One shopper's cart at a shop, in the words of Shopify's Ajax API. */
export function createTestSession() {
  const goods = new Map<number, number>()
  return {
    goods: () => Object.fromEntries(goods),
    change(path: string, { items = [], id = '', quantity = 0 }: TestGoods): void {
      if (path === '/cart/add.js')
        for (const item of items) goods.set(item.id, (goods.get(item.id) ?? 0) + item.quantity)
      if (path === '/cart/change.js') goods.set(Number.parseInt(id, 10), quantity)
      for (const [variant, count] of goods) if (count === 0) goods.delete(variant)
    },
    toAjax: () => ({
      token: 'c1',
      item_count: [...goods.values()].reduce((sum, count) => sum + count, 0),
      items: [...goods].map(([variant, quantity]) => ({
        id: variant,
        key: `${variant}:k`,
        variant_id: variant,
        quantity,
        properties: {},
        title: `Variant ${variant}`,
      })),
    }),
  }
}
