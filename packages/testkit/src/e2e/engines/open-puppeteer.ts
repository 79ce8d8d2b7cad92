import { launch, type Browser } from 'puppeteer-core'
import { openBrowser } from '../open-browser.ts'
import { createTempFolder } from '../temp-folder.ts'
import type { EngineOptions, StorageAccess } from './engine.ts'
import { EnginePage } from './engine-page.ts'
import { firefoxPath } from './find-engine.ts'
import type { EngineBrowser } from './open-engine.ts'
import { puppeteerPort } from './puppeteer-port.ts'

/** Chromium, or Firefox over WebDriver BiDi. */
export function openPuppeteer(
  engine: 'chromium' | 'firefox',
  options: EngineOptions,
): Promise<EngineBrowser> {
  return engine === 'chromium' ? openChromium(options) : openFirefox(options)
}

async function openChromium({
  proxy,
  thirdPartyCookies = 'blocked',
  storageAccess,
}: EngineOptions): Promise<EngineBrowser> {
  const args = proxy === undefined ? [] : [`--proxy-server=http://${proxy}`, '--ignore-certificate-errors']
  const device = await openBrowser({ thirdPartyCookies, args })
  if (storageAccess !== undefined) await allowAccess(device.browser, storageAccess)
  return {
    engine: 'chromium',
    async openPage(url) {
      const page = new EnginePage(puppeteerPort(await device.browser.newPage()))
      if (url !== undefined) await page.open(url)
      return page
    },
    close: () => device.close(),
  }
}

async function openFirefox({
  proxy,
  isStrict = false,
  storageAccess,
}: EngineOptions): Promise<EngineBrowser> {
  const executablePath = firefoxPath()
  if (executablePath === undefined)
    throw new Error('no Firefox found: install it (Debian: firefox-esr) or name one in TOTE_FIREFOX')
  const profile = await createTempFolder('firefox')
  const browser = await launch({
    browser: 'firefox',
    executablePath,
    headless: true,
    userDataDir: profile.path,
    acceptInsecureCerts: proxy !== undefined,
    extraPrefsFirefox: {
      ...PREFERENCES,
      ...(isStrict ? STRICT : {}),
      ...(storageAccess === undefined ? {} : SAYS_YES),
      ...(proxy === undefined ? {} : proxyPreferences(proxy)),
    },
  })
  return {
    engine: 'firefox',
    async openPage(url) {
      const page = new EnginePage(puppeteerPort(await browser.newPage()))
      if (url !== undefined) await page.open(url)
      return page
    },
    async close() {
      await browser.close()
      await profile.remove()
    },
  }
}

const PREFERENCES: Readonly<Record<string, boolean | number | string>> = {
  // Puppeteer's profile switches tracking protection off; shoppers have Firefox's default.
  'network.cookie.cookieBehavior': 5,
  // Its profile also keeps no page for a step back; shoppers' Firefox does.
  'browser.sessionhistory.max_total_viewers': -1,
  // Nothing here is to be heard, and nothing outside to be reached.
  'media.volume_scale': '0.0',
  'media.gmp-manager.updateEnabled': false,
}

const STRICT: Readonly<Record<string, boolean>> = {
  'network.cookie.cookieBehavior.optInPartitioning': true,
  'privacy.trackingprotection.enabled': true,
}

/** Without a window there is nobody who could be asked: what would be said is known before. */
const SAYS_YES: Readonly<Record<string, boolean>> = {
  'dom.storage_access.prompt.testing': true,
  'dom.storage_access.prompt.testing.allow': true,
}

/** As above, for as long as that session is open. The browser's own condition, an earlier visit to the frames' origin by itself, is not asked for then. */
async function allowAccess(browser: Browser, { of, on }: StorageAccess): Promise<void> {
  const cdp = await browser.target().createCDPSession()
  for (const origin of on)
    await cdp.send('Browser.setPermission', {
      permission: { name: 'storage-access' },
      setting: 'granted',
      origin,
      embeddedOrigin: of,
    })
}

function proxyPreferences(proxy: string): Record<string, string | number> {
  const { hostname, port } = new URL(`http://${proxy}`)
  return { 'network.proxy.type': 1, 'network.proxy.ssl': hostname, 'network.proxy.ssl_port': Number(port) }
}
