import type { CartView } from '@tote/core'
import type { TotePlayer } from '../tote-player/tote-player.ts'
import { hear } from './hear.ts'

export interface FireworkOptions {
  /** Where our events are heard and theirs are fired; the document, if absent. */
  readonly root?: EventTarget
}

/**
 * For a page that comes from Firework and keeps its listeners: fires their events beside ours. They only tell; a page that
 * answers, listens to ours. Returns the stop.
 *
 * @example document.addEventListener('fw:shopping:product-clicked', ({ detail }) => track(detail.product_id))
 * aliasFirework()
 */
export function aliasFirework({ root = document }: FireworkOptions = {}): () => void {
  const life = new AbortController()
  const { signal } = life
  let isReady = false
  const tell = (name: string, event: Event, detail: Readonly<Record<string, unknown>> = {}) =>
    root.dispatchEvent(new CustomEvent(`fw:${name}`, { detail: { ...detail, video: videoOf(event) } }))
  hear(root, 'tote-ready', {
    signal,
    handle(event) {
      if (!isReady) tell('ready', event)
      isReady = true
    },
  })
  hear(root, 'tote-product-open', {
    signal,
    handle: (event) => tell('shopping:product-clicked', event, { product_id: event.detail.productId }),
  })
  hear(root, 'tote-add-request', {
    signal,
    handle(event) {
      const { productId, variantId, quantity } = event.detail
      tell('shopping:pdp-primary-cta-clicked', event, {
        product: { product_ext_id: productId },
        product_unit: { unit_ext_id: variantId },
        quantity,
        type: 'ADD TO CART',
      })
    },
  })
  hear(root, 'tote-checkout-request', {
    signal,
    handle: (event) => tell('shopping:request-checkout', event, { products: linesOf(event.detail.cart) }),
  })
  return () => life.abort()
}

/** The show, by the id it has with us. */
function videoOf(event: Event): { readonly id: string } | null {
  const player = event.composedPath().find(isPlayer) ?? document.querySelector('tote-player')
  return player?.show == null ? null : { id: player.show }
}

function isPlayer(target: EventTarget): target is TotePlayer {
  return target instanceof Element && target.localName === 'tote-player'
}

function linesOf({ lines }: CartView) {
  return lines.map(({ merchandise: { variantId, productId }, quantity }) => ({
    product: { product_ext_id: productId },
    product_unit: { unit_ext_id: variantId },
    quantity,
  }))
}
