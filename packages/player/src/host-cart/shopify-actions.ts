import { parseActionCart, type HostChange, type ShopifyIds } from '@tote/core/host-cart'
import type { ShopifyWay } from './shopify-cart.ts'

/** @see https://shopify.dev/docs/api/storefront-events-and-actions/actions */
export interface ShopifyActions {
  getCart(): Promise<unknown>
  updateCart: ((payload: { readonly lines: readonly ActionLine[] }) => Promise<unknown>) & {
    isDefault?(): boolean
  }
}

/** With `id` an update, without it an add. */
interface ActionLine {
  readonly id?: string
  readonly merchandiseId?: string
  readonly quantity: number
  readonly attributes?: readonly { readonly key: string; readonly value: string }[]
}

/** What the default knows how to draw anew, as Shopify's own themes have it; on any other it loads the whole page again. */
const DRAWN =
  'cart-drawer,cart-drawer-component,cart-notification,cart-items,cart-items-component,theme-drawer'

/** The page's actions, where one of them can be called without the page being loaded again under a show. */
export function actionsOf(view: Window): ShopifyActions | null {
  const actions: unknown = Reflect.get(Object(Reflect.get(view, 'Shopify')), 'actions')
  if (!areActions(actions)) return null
  const isOwn = actions.updateCart.isDefault?.() === false
  return isOwn || view.document.querySelector(DRAWN) !== null ? actions : null
}

function areActions(given: unknown): given is ShopifyActions {
  const call = (name: string): unknown => Reflect.get(Object(given), name)
  return typeof call('getCart') === 'function' && typeof call('updateCart') === 'function'
}

/** The theme changes its own cart, and draws it, badge and drawer. */
export function byActions(actions: ShopifyActions, ids: ShopifyIds): ShopifyWay {
  return {
    read: async () => parseActionCart(await actions.getCart(), ids),
    async write(changes, lessOf) {
      // One call is one change of the theme's, and one drawing. A no is in its answer, and seen at the next look.
      await actions.updateCart({
        lines: changes.flatMap((change): readonly ActionLine[] =>
          change.by < 0 ? lessOf(change) : [toAdd(change, ids)],
        ),
      })
    },
  }
}

/** More is added, not set: an add of the page's own meanwhile counts too. */
function toAdd({ variantId, by, attributes = [] }: HostChange, ids: ShopifyIds): ActionLine {
  return {
    merchandiseId: `gid://shopify/ProductVariant/${ids.toShopify(variantId)}`,
    quantity: by,
    ...(attributes.length === 0 ? {} : { attributes: attributes.map(([key, value]) => ({ key, value })) }),
  }
}
