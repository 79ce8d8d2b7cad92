/** The three families of browser engines that shoppers use. */
export type Engine = 'chromium' | 'firefox' | 'webkit'

/** For `describe.each(ENGINES)`. */
export const ENGINES: readonly Engine[] = ['chromium', 'firefox', 'webkit']

/** Whose frames get their own cookie, and in the pages of which origins. */
export interface StorageAccess {
  readonly of: string
  readonly on: readonly string[]
}

/** What a test wants of a browser that its shoppers may have. */
export interface EngineOptions {
  /** Host and port of a proxy that all HTTPS goes by; its certificates are taken as they are. */
  readonly proxy?: string
  /** Chromium: blocked without it. Firefox and WebKit partition them, as they do by default. */
  readonly thirdPartyCookies?: 'blocked' | 'allowed'
  /** Firefox: strict tracking protection. */
  readonly isStrict?: boolean
  /** WebKit: HLS of its own, by GStreamer, which GTK's port has and leaves off. Chromium has its own in any case. */
  readonly hasOwnHls?: boolean
  /**
   * Chromium, Firefox: the shopper says yes to the browser that asks whether frames of this origin may have their cookie on those
   * sites. WebKit asks in its window: see `sayYes` of a page.
   */
  readonly storageAccess?: StorageAccess
}
