/**
 * `own`: a cart of the page's own code, handed over by `tote.hostCart`. `actions`: a theme with Shopify's standard actions and
 * events. `ajax`: a theme that has neither. `none`: no cart that anybody told of. `isolated`: a page that is not trusted.
 */
export type ShopKind = 'own' | 'actions' | 'ajax' | 'none' | 'isolated'

/** Of the demo's catalogue, and what this shop calls them. */
export const VARIANTS = { 'stoneware-mug-oat': '4410001', 'dome-lamp-terracotta': '4410002' } as const

interface TagOptions {
  readonly script: string
  readonly key: string
}

export function shopPage(kind: ShopKind, { script, key }: TagOptions): string | undefined {
  const head = HEADS[kind]
  if (head === undefined) return undefined
  const tag = (more: string) => `<script async src="${script}" data-key="${key}" data-debug ${more}></script>`
  const isShopify = kind === 'actions' || kind === 'ajax'
  return `<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>${kind}</title>
    <header><button id="badge">0</button><ul id="drawer"></ul></header>
    <script>${DRAW}</script>
    ${isShopify ? `<script type="application/json" data-tote-variants>${JSON.stringify(VARIANTS)}</script>` : ''}
    ${head}
    ${tag(isShopify ? 'data-host-cart="shopify"' : kind === 'isolated' ? 'data-isolated data-host-cart="shopify"' : '')}
    <tote-player show="autumn" ${kind === 'isolated' ? 'host-cart="shopify"' : ''}></tote-player></html>`
}

/** The shop's own code: its drawer changes its cart and draws what the server says, and nothing else does. */
const DRAW = `
  window.shop = {
    async draw(answer) {
      const cart = await (answer ?? fetch('/cart.js')).then((got) => got.json())
      document.querySelector('#badge').textContent = cart.item_count
      document.querySelector('#drawer').replaceChildren(...cart.items.map((item) => {
        const line = document.createElement('li')
        line.textContent = item.quantity + ' x ' + item.variant_id
        return line
      }))
      return cart
    },
    post: (path, body) => fetch(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    add: (id, quantity) => shop.post('/cart/add.js', { items: [{ id: Number(id), quantity }] }),
    set: (id, quantity) => shop.post('/cart/change.js', { id: id + ':k', quantity }),
  }
  shop.draw()`

/** What the shopper's own clicks in the drawer do, where the theme tells by Shopify's event. */
const TELLING = `
  const tell = (action, answer) => {
    const event = new Event('shopify:cart:lines-update', { bubbles: true })
    const promise = shop.draw(answer).then((cart) => ({ cart }))
    document.querySelector('#drawer').dispatchEvent(Object.assign(event, { action, context: 'cart', lines: [], promise }))
    return promise
  }
  shop.click = (id, quantity) => tell('update', quantity > 0 && !document.body.textContent.includes(' x ' + id) ? shop.add(id, quantity) : shop.set(id, quantity))`

const HEADS: Readonly<Record<ShopKind, string | undefined>> = {
  none: '<script>shop.click = (id, quantity) => shop.set(id, quantity).then((got) => shop.draw(Promise.resolve(got)))</script>',
  isolated:
    '<script>(window.tote ||= []).push((tote) => { window.bridged = tote.hostCart({ read: () => { window.wasRead = true; return [] }, write: () => {}, subscribe: () => () => {} }) })</script>',
  own: `<script>
    const ids = ${JSON.stringify(VARIANTS)}
    const names = Object.fromEntries(Object.entries(ids).map(([ours, theirs]) => [theirs, ours]))
    const hearing = new Set()
    shop.changed = (answer) => shop.draw(answer).then(() => hearing.forEach((hear) => hear()))
    shop.click = (id, quantity) => shop.changed(shop.set(id, quantity))
    ;(window.tote ||= []).push((tote) => {
      tote.hostCart({
        read: async () => (await (await fetch('/cart.js')).json()).items.map((item) => ({ variantId: names[item.variant_id] ?? String(item.variant_id), quantity: item.quantity })),
        async write(changes) {
          for (const { variantId, by, quantity } of changes)
            await shop.changed(by > 0 ? shop.add(ids[variantId], by) : shop.set(ids[variantId], quantity))
        },
        subscribe(hear) {
          hearing.add(hear)
          return () => hearing.delete(hear)
        },
        takes: (variantId) => variantId in ids,
      })
    })
  </script>`,
  actions: `<script>${TELLING}
    const toCart = (cart) => ({ id: 'gid://shopify/Cart/c1', totalQuantity: cart.item_count, lines: cart.items.map((item) => ({
      id: 'gid://shopify/CartLine/' + item.key, quantity: item.quantity, merchandise: { id: 'gid://shopify/ProductVariant/' + item.variant_id } })) })
    const updateCart = async ({ lines }) => {
      for (const line of lines) {
        const answer = line.id === undefined
          ? shop.add(line.merchandiseId.split('/').at(-1), line.quantity)
          : shop.set(line.id.split('/').at(-1).split(':')[0], line.quantity)
        await tell(line.id === undefined ? 'add' : 'update', answer)
      }
      return { cart: toCart(await shop.draw()), userErrors: [] }
    }
    // As the platform's module does, later than the page's own scripts.
    document.addEventListener('DOMContentLoaded', () => {
      window.Shopify = { actions: {
        getCart: async () => ({ cart: toCart(await (await fetch('/cart.js')).json()) }),
        updateCart: Object.assign(updateCart, { isDefault: () => false }),
        openCart: async () => {},
      } }
    })
  </script>`,
  ajax: `<script>
    window.Shopify = { routes: { root: '/' } }
    shop.click = (id, quantity) => shop.draw(quantity > 0 && !document.body.textContent.includes(' x ' + id) ? shop.add(id, quantity) : shop.set(id, quantity))
    document.addEventListener('tote-host-cart-change', () => shop.draw())
  </script>`,
}
