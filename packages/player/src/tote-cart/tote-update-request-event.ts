import { ToteRequestEvent } from '../internal/shopping/request-event.ts'

export interface ToteUpdateRequestDetail {
  readonly lineId: string
  readonly variantId: string
  readonly previousQuantity: number
  /** 0 removes the line. */
  readonly quantity: number
}

/** A shopper wants another quantity of a line, or none. `respondWith` or `preventDefault()` and the page does it. */
export class ToteUpdateRequestEvent extends ToteRequestEvent<ToteUpdateRequestDetail> {
  static readonly type = 'tote-update-request'
  constructor(detail: ToteUpdateRequestDetail) {
    super(ToteUpdateRequestEvent.type, detail)
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'tote-update-request': ToteUpdateRequestEvent
  }
}
