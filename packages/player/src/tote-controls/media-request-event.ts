/** What a shopper can ask of the picture. */
export type MediaRequest =
  | {
      readonly ask:
        | 'play'
        | 'pause'
        | 'mute'
        | 'unmute'
        | 'go-live'
        | 'captions'
        | 'fullscreen'
        | 'pip'
        | 'airplay'
        | 'mini'
        | 'settings'
        | 'help'
    }
  | { readonly ask: 'seek'; readonly seconds: number }
  | { readonly ask: 'volume'; readonly volume: number }
  /** 1 is as it was recorded; only what is not live has another. */
  | { readonly ask: 'speed'; readonly rate: number }
  /** Among the engine's qualities; null leaves it to the engine. */
  | { readonly ask: 'quality'; readonly index: number | null }
  /** Without it: sound alone where the stream has that, stills and text in any case. */
  | { readonly ask: 'picture'; readonly isOn: boolean }
  | { readonly ask: 'audio-track'; readonly index: number }
  /** Among the captions of stream and show; null for none. */
  | { readonly ask: 'caption-track'; readonly index: number | null }
  /** Of the usual size. */
  | { readonly ask: 'caption-size'; readonly percent: number }
  | { readonly ask: 'read-captions'; readonly isOn: boolean }

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
