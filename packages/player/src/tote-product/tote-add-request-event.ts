import { ToteRequestEvent } from '../internal/shopping/request-event.ts'

export interface ToteAddRequestDetail {
  readonly productId: string
  readonly variantId: string
  readonly quantity: number
}

/** A shopper wants to add to the basket. `respondWith` or `preventDefault()` and the page adds in its own way. */
export class ToteAddRequestEvent extends ToteRequestEvent<ToteAddRequestDetail> {
  static readonly type = 'tote-add-request'
  constructor(detail: ToteAddRequestDetail, key?: string) {
    super(ToteAddRequestEvent.type, detail, key)
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'tote-add-request': ToteAddRequestEvent
  }
}
