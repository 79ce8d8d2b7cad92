import type { ToteTracking } from '@tote/core/tracking'
import type { Tote } from '@tote/core'
import type { LitElement } from 'lit'
import { ToteController, type ToteHost } from '../internal/tote-context.ts'
import { ImpressionController } from './impression-controller.ts'

/** Elements of ours in which products or the basket are seen. */
export const SEEN = 'tote-product-card,tote-products,tote-cart'

export interface WatchSightOptions {
  /** Of the tote that the element shows. */
  trackingOf(tote: Tote | null): ToteTracking | null
}

/** An element that is watched. */
export interface Watched {
  /** What it shows now. */
  tote(): Tote | null
  stop(): void
}

/** Tells what is seen in one of these elements, wherever it stands. */
export function watchSight(element: ToteHost, { trackingOf }: WatchSightOptions): Watched {
  const source = new ToteController(element)
  const tracking = () => trackingOf(source.tote)
  const impressions = new ImpressionController(element, {
    targets: () => targetsOf(element, source.tote),
    onSeen(names) {
      if (element.localName === 'tote-cart') tracking()?.cartSeen()
      else tracking()?.itemsSeen(names.flatMap((name) => name.split(' ')))
    },
  })
  return {
    tote: () => source.tote,
    stop() {
      impressions.stop()
      element.removeController(source)
      source.hostDisconnected()
    },
  }
}

function targetsOf(element: ToteHost, tote: Tote | null): (readonly [Element, string])[] {
  const root = (element as LitElement).renderRoot
  switch (element.localName) {
    case 'tote-products':
      return [...root.querySelectorAll<HTMLElement>('[data-product]')].map((item) => [
        item,
        item.dataset['product'] ?? '',
      ])
    case 'tote-cart': {
      // Its lines alone: what is suggested under them makes the whole taller than a panel shows half of.
      const cart = root.querySelector('.lines') ?? root.querySelector('[part~=cart]')
      // An empty basket shows nothing; the first line in it is something to see.
      const isFilled = (tote?.cart.$cart.get().lines.length ?? 0) > 0
      return cart === null ? [] : [[cart, isFilled ? 'cart' : '']]
    }
    default: {
      const fixed = element.getAttribute('product')
      const shown = fixed === null ? (tote?.show.$moment.get().pinned.map(({ id }) => id) ?? []) : [fixed]
      // Ids have no spaces.
      return [[element, shown.join(' ')]]
    }
  }
}
