import { createShopifyIds, type HostCart, type HostChange, type ShopifyLine } from '@tote/core/host-cart'
import { lineId, variantIdSchema } from '@tote/protocol'
import { actionsOf, byActions } from './shopify-actions.ts'
import { byAjax } from './shopify-ajax.ts'

export interface ShopifyCartOptions {
  readonly view?: Window
  /** Shopify's number for each variant of a catalogue that has ids of its own. */
  readonly variantIds?: Readonly<Record<string, string>>
}

/** One of the two ways to a storefront's cart. */
export interface ShopifyWay {
  read(): Promise<ShopifyLine[]>
  write(
    changes: readonly HostChange[],
    lessOf: (change: HostChange) => readonly LineQuantity[],
  ): Promise<void>
}

/** One line of the storefront's and what it is to have. */
export interface LineQuantity {
  readonly id: string
  readonly quantity: number
}

const NEWS = 'shopify:cart:lines-update'
/** Requests that change a cart, by the page's own code or an app's, in a theme that tells of none. */
const CHANGES = /\/cart\/(?:add|change|update|clear)(?:\.js)?(?:[?#]|$)/

/**
 * The cart of a Shopify storefront: by the standard actions where the theme has them, so that it draws what is done itself;
 * else by the Ajax API. Changes are heard by the standard event, and by the requests that the page makes.
 *
 * @see https://shopify.dev/docs/api/storefront-events-and-actions
 */
export function shopifyCart({ view = window, variantIds = {} }: ShopifyCartOptions = {}): HostCart {
  const ids = createShopifyIds(variantIds)
  let lines: readonly ShopifyLine[] = []
  // Looked up at each call: Shopify's own script may come after ours.
  const way = (): ShopifyWay => {
    const actions = actionsOf(view)
    return actions === null ? byAjax(view, ids) : byActions(actions, ids)
  }
  return {
    takes: (variantId) => ids.toShopify(variantId) !== null,
    async read() {
      lines = await way().read()
      return lines
    },
    write: (changes) => way().write(changes, (change) => takeFrom(lines, change)),
    subscribe(hear) {
      const life = new AbortController()
      const { signal } = life
      view.document.addEventListener(
        NEWS,
        (event) => {
          // Told as it begins; it is so, or is not, once its promise is over.
          const under: unknown = Reflect.get(event, 'promise')
          void Promise.resolve(under).then(hear, hear)
        },
        { signal },
      )
      // Out of the back/forward cache, and back in sight: the shopper may have been at the cart in another tab.
      view.addEventListener('pageshow', hear, { signal })
      view.document.addEventListener(
        'visibilitychange',
        () => {
          if (view.document.visibilityState === 'visible') hear()
        },
        { signal },
      )
      const stopRequests = watchRequests(hear)
      return () => {
        life.abort()
        stopRequests()
      }
    },
  }
}

/** Each is heard of when its answer is there, whoever asked. */
function watchRequests(hear: () => void): () => void {
  const observer = new PerformanceObserver((list) => {
    if (list.getEntries().some(({ name }) => CHANGES.test(name))) hear()
  })
  observer.observe({ type: 'resource' })
  return () => observer.disconnect()
}

/** So many less of what may be several lines there, of other prices say. */
function takeFrom(lines: readonly ShopifyLine[], change: HostChange): LineQuantity[] {
  let rest = -change.by
  return lines
    .filter((line) => keyOf(line) === keyOf(change))
    .flatMap(({ id, quantity }) => {
      const taken = Math.min(rest, quantity)
      rest -= taken
      return taken === 0 ? [] : [{ id, quantity: quantity - taken }]
    })
}

function keyOf({ variantId, attributes = [] }: Pick<HostChange, 'variantId' | 'attributes'>): string | null {
  const id = variantIdSchema.safeParse(variantId).data
  return id === undefined ? null : lineId({ variantId: id, attrs: attributes })
}
