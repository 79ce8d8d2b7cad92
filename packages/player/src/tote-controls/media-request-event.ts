/** What a shopper can ask of the picture. */
export type MediaRequest =
  | { readonly ask: 'play' | 'pause' | 'mute' | 'unmute' | 'go-live' | 'captions' | 'fullscreen' | 'pip' }
  | { readonly ask: 'seek'; readonly seconds: number }
  | { readonly ask: 'volume'; readonly volume: number }

/** A control's wish: what becomes of it is the player's business. Cancelable. */
export class MediaRequestEvent extends Event {
  static readonly type = 'tote-media-request'
  readonly request: MediaRequest

  constructor(request: MediaRequest) {
    super(MediaRequestEvent.type, { bubbles: true, composed: true, cancelable: true })
    this.request = request
  }
}

declare global {
  interface HTMLElementEventMap {
    'tote-media-request': MediaRequestEvent
  }
}
