/** The three families of browser engines that shoppers use. */
export type Engine = 'chromium' | 'firefox' | 'webkit'

/** For `describe.each(ENGINES)`. */
export const ENGINES: readonly Engine[] = ['chromium', 'firefox', 'webkit']

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
}
