import type { ToteError } from '@tote/protocol'

/** Something is wrong: `error` has a code, the field at fault and what to do. Fired once for each fault. */
export class ToteErrorEvent extends Event {
  static readonly type = 'tote-error'
  readonly error: ToteError

  constructor(error: ToteError) {
    super(ToteErrorEvent.type, { bubbles: true, composed: true })
    this.error = error
  }
}

/** The element has another tote now, or none any more: read its `tote` property. */
export class ToteReadyEvent extends Event {
  static readonly type = 'tote-ready'

  constructor() {
    super(ToteReadyEvent.type, { bubbles: true, composed: true })
  }
}

declare global {
  // Of elements, documents and windows alike: they bubble through all three.
  interface GlobalEventHandlersEventMap {
    'tote-error': ToteErrorEvent
    'tote-ready': ToteReadyEvent
  }
}
