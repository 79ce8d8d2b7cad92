import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import process from 'node:process'
import { launch, type Browser, type Page } from 'puppeteer-core'
import { chromiumPath } from '../chromium/chromium-path.ts'
import { collectFaults, type PageFault } from './page-faults.ts'
import { createTempFolder } from './temp-folder.ts'

export interface BrowserOptions {
  /** Debian's Chromium blocks them by default and Chrome does not: a test says which it means. */
  readonly thirdPartyCookies: 'blocked' | 'allowed'
  /** As shoppers' browsers do; Puppeteer's lets pages open windows that nobody asked for. */
  readonly blocksPopups?: boolean
  readonly args?: readonly string[]
  /** A screen to draw on, for what a browser without one does not have; its name, such as `:7`. */
  readonly display?: string
}

/** What a page is waited for: nothing here asserts time, and a busy machine takes its own. */
const PATIENCE_MS = 60_000

/** One device: a browser with a profile of its own. Its pages share storage as tabs do. */
export interface TestBrowser {
  readonly browser: Browser
  /** Opens a tab, at `url` if given, and waits until it has loaded. */
  openPage(url?: string): Promise<Page>
  /** What went wrong in any page so far: `expect(device.faults()).toEqual([])`. */
  faults(): readonly PageFault[]
  /** Forgets the faults up to here, after a test has looked at those it meant to cause. */
  clearFaults(): void
  /** Ends the browser and takes its profile away. */
  close(): Promise<void>
}

/** Starts the system's Chromium, headless unless there is a screen, on a new profile. It reaches this machine and nothing else. */
export async function openBrowser({
  thirdPartyCookies,
  blocksPopups = false,
  args = [],
  display,
}: BrowserOptions): Promise<TestBrowser> {
  const executablePath = chromiumPath()
  if (executablePath === undefined)
    throw new Error('no Chromium found: install it or name one in TOTE_CHROMIUM')
  const profile = await createTempFolder('browser')
  await writePreferences(profile.path, thirdPartyCookies === 'blocked')
  const browser = await launch({
    executablePath,
    userDataDir: profile.path,
    headless: display === undefined,
    ...(display === undefined ? {} : { env: { ...process.env, DISPLAY: display } }),
    ignoreDefaultArgs: blocksPopups ? ['--disable-popup-blocking'] : [],
    args: [...QUIET, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), ...args],
  })
  const faults: PageFault[] = []
  return {
    browser,
    async openPage(url) {
      const page = await browser.newPage()
      page.setDefaultTimeout(PATIENCE_MS)
      collectFaults(page, faults)
      if (url !== undefined) await page.goto(url)
      return page
    },
    faults: () => [...faults],
    clearFaults: () => {
      faults.length = 0
    },
    async close() {
      await browser.close()
      await profile.remove()
    },
  }
}

const QUIET: readonly string[] = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-domain-reliability',
  '--disable-sync',
  '--metrics-recording-only',
  '--mute-audio',
  '--no-default-browser-check',
  '--no-first-run',
  // A test that asks the outer world for something must fail here as it would without a network.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE *.localhost, EXCLUDE 127.0.0.1',
]

async function writePreferences(profile: string, isBlocked: boolean): Promise<void> {
  const preferences = {
    profile: { cookie_controls_mode: isBlocked ? 1 : 0, block_third_party_cookies: isBlocked },
  }
  await mkdir(join(profile, 'Default'), { recursive: true })
  await writeFile(join(profile, 'Default', 'Preferences'), JSON.stringify(preferences))
}
