/** We changed the page's own cart: a page that does not see that by itself draws it anew. Fired on the document. */
export class ToteHostCartChangeEvent extends Event {
  constructor() {
    super('tote-host-cart-change')
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'tote-host-cart-change': ToteHostCartChangeEvent
  }
}
