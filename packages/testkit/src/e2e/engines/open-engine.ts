import type { Engine, EngineOptions } from './engine.ts'
import type { EnginePage } from './engine-page.ts'
import { openPuppeteer } from './open-puppeteer.ts'
import { openWebKit } from './open-webkit.ts'

/** One device with a browser of the named engine, on a profile of its own. Its pages share storage as tabs do. */
export interface EngineBrowser {
  readonly engine: Engine
  /** Opens a tab, at `url` if given, and waits until it has loaded. */
  openPage(url?: string): Promise<EnginePage>
  /** Ends the browser with all that was started for it, and takes its profile away. */
  close(): Promise<void>
}

/**
 * Starts the system's browser of this engine: Chromium and Firefox without a window, WebKit on a screen that nobody sees.
 * Hosts under `localhost` are this machine, each a site of its own and a secure context, in all three.
 *
 * @throws when it is not installed: `scripts/workspace/engines.ts` sees to that.
 */
export function openEngine(engine: Engine, options: EngineOptions = {}): Promise<EngineBrowser> {
  return engine === 'webkit' ? openWebKit(options) : openPuppeteer(engine, options)
}
