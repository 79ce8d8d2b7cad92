import type { Sink } from './outbox.ts'
import { toGa4 } from './to-ga4.ts'

/**
 * Pushes into the page's `dataLayer`: where there is one, or else, `isAsked`, into one that it makes. The ecommerce object
 * of the event before is cleared first, as a tag manager would merge the two.
 */
export function createDataLayerSink({
  page = globalThis,
  isAsked = false,
}: { page?: object; isAsked?: boolean } = {}): Sink {
  return (event) => {
    let layer: unknown = Reflect.get(page, 'dataLayer')
    if (!Array.isArray(layer)) {
      if (!isAsked) return
      layer = []
      Reflect.set(page, 'dataLayer', layer)
    }
    // A tag manager's `push` is its own, on the array.
    const list = layer as unknown[]
    list.push({ ecommerce: null })
    list.push(toGa4(event))
  }
}
