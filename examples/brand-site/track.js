/**
 * What a tag manager would get, on `?track`: the page makes its `dataLayer`, asks the script tag to fill it, and shows it.
 *
 * @typedef {{ item_name: string, quantity: number }} Item
 * @typedef {{ event?: string, content_type?: string, ecommerce?: { items: Item[], value: number, currency: string } }} Entry
 * @typedef {{ consent: { set(given: { performance: boolean }): void } }} Tote
 * @typedef {{ push(call: (tote: Tote) => void): unknown }} ToteQueue
 */
if (new URLSearchParams(location.search).has('track')) {
  // Every tag manager's own first line.
  const layer = /** @type {Entry[]} */ ([])
  Object.assign(window, { dataLayer: layer })
  document.querySelector('script[data-key]')?.setAttribute('data-track', '')
  document.addEventListener('DOMContentLoaded', () => showTracking(layer))
}

/** @param {Entry[]} layer */
function showTracking(layer) {
  const panel = document.querySelector('#tracking')
  const list = panel?.querySelector('ol')
  if (!panel || !list) return
  panel.removeAttribute('hidden')
  for (const button of panel.querySelectorAll('button'))
    button.addEventListener('click', () => {
      // As a consent banner does: here by the page's own word, before or after the script tag is there.
      const tote = /** @type {ToteQueue} */ (Reflect.get(window, 'tote') ?? [])
      Object.assign(window, { tote })
      tote.push(({ consent }) => {
        consent.set({ performance: button.value === 'yes' })
      })
    })
  const push = layer.push.bind(layer)
  layer.push = (...entries) => {
    for (const entry of entries) {
      if (entry.event === undefined) continue
      const line = document.createElement('li')
      line.textContent = describe(entry)
      list.prepend(line)
    }
    return push(...entries)
  }
}

/** @param {Entry} entry */
function describe({ event, content_type: content, ecommerce }) {
  const { items, value, currency } = ecommerce ?? { items: [], value: 0, currency: '' }
  const names = items.map((item) => `${item.quantity} × ${item.item_name}`)
  return `${event} (${content}): ${names.join(', ')}, ${value} ${currency}`
}
