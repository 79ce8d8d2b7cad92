import type { LitElement, ReactiveController } from 'lit'

const PREFIX = 'tote-'

/**
 * Hands the parts of an element of ours that stands in another's shadow on to the page, with its name in front, and those of
 * elements inside it as they come: so a page reaches every part by one selector, however deep, such as
 * `tote-player::part(cart-line)`. Elsewhere it does nothing: no attribute sprouts on an element of the page's own.
 */
export class PartsController implements ReactiveController {
  readonly #host: LitElement

  constructor(host: LitElement) {
    this.#host = host
    host.addController(this)
  }

  hostUpdated() {
    const host = this.#host
    const around = host.getRootNode()
    if (!(around instanceof ShadowRoot) || !around.host.localName.startsWith(PREFIX)) return
    const parts = [...host.renderRoot.querySelectorAll('[part],[exportparts]')].flatMap((element) => [
      ...[...element.part].map((part) => `${part}:${host.localName.slice(PREFIX.length)}-${part}`),
      // What it hands on has its name already: `title:product-title` is ours as `product-title`.
      ...(element
        .getAttribute('exportparts')
        ?.replaceAll(/[^,]+:/g, '')
        .split(',') ?? []),
    ])
    const exported = [...new Set(parts)].join()
    if (exported === host.getAttribute('exportparts')) return
    host.setAttribute('exportparts', exported)
    // The element around us has drawn itself before.
    if (canUpdate(around.host)) around.host.requestUpdate()
  }
}

/** By what it can do, not by its class: another copy of ours on the page has classes of its own. */
function canUpdate(host: Element): host is Element & { requestUpdate(): void } {
  return 'requestUpdate' in host && typeof host.requestUpdate === 'function'
}
