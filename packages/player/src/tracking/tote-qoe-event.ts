import type { ContentType, Qoe } from '@tote/protocol'

export interface ToteQoeDetail extends Qoe {
  readonly contentType: ContentType
}

/** How a playback went; fired at the player when it ends, when it is let go and when the page is left. Only where players are tracked. */
export class ToteQoeEvent extends CustomEvent<ToteQoeDetail> {
  static readonly type = 'tote-qoe'
  constructor(detail: ToteQoeDetail) {
    super(ToteQoeEvent.type, { bubbles: true, composed: true, detail })
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'tote-qoe': ToteQoeEvent
  }
}
