/** What the engine's own constructor fills, as far as parts that come later need it. Its sources have these names; the types hide them. */
export interface Inside {
  readonly coreComponents: object[]
  readonly networkControllers: object[]
  readonly streamController: {
    readonly fragmentTracker: object
    readonly keyLoader: object
    /** Null until the picture's buffer is open. */
    readonly media: HTMLMediaElement | null
  }
  audioTrackController: object | null
  audioStreamController?: object
  subtitleTrackController: object | null
}
