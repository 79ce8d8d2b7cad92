import { parseAjaxCart, type HostChange, type ShopifyIds } from '@tote/core/host-cart'
import type { ShopifyWay } from './shopify-cart.ts'

/**
 * The Ajax API that every theme has. It changes the cart at the shop and draws nothing: a theme that does not look by itself
 * hears of it by `tote-host-cart-change`.
 *
 * @see https://shopify.dev/docs/api/ajax/reference/cart
 */
export function byAjax(view: Window, ids: ShopifyIds): ShopifyWay {
  // Another language or market of the shop lies below a path of its own.
  const root: unknown = Reflect.get(
    Object(Reflect.get(Object(Reflect.get(view, 'Shopify')), 'routes')),
    'root',
  )
  const at = (path: string) => `${typeof root === 'string' ? root : '/'}${path}`
  const post = async (path: string, body: object) => {
    const answer = await view.fetch(at(path), {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(body),
    })
    // Sold out, or no more of it to one cart: that is an answer, and seen at the next look.
    if (!answer.ok && answer.status !== 422) throw new Error(`${path} answered ${answer.status}`)
  }
  return {
    async read() {
      const answer = await view.fetch(at('cart.js'), {
        headers: { accept: 'application/json' },
        cache: 'no-store',
      })
      if (!answer.ok) throw new Error(`cart.js answered ${answer.status}`)
      return parseAjaxCart(await answer.json(), ids)
    },
    async write(changes, lessOf) {
      // One after the other: together, one that is sold out would take the others with it.
      for (const change of changes) {
        if (change.by > 0) await post('cart/add.js', { items: [toAdd(change, ids)] })
        else for (const line of lessOf(change)) await post('cart/change.js', line)
      }
    },
  }
}

function toAdd({ variantId, by, attributes = [] }: HostChange, ids: ShopifyIds): object {
  const properties = attributes.length === 0 ? {} : { properties: Object.fromEntries(attributes) }
  return { id: Number(ids.toShopify(variantId)), quantity: by, ...properties }
}
