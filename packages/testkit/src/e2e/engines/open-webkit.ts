import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Builder, Capabilities, type WebDriver } from 'selenium-webdriver'
import { findFreePort } from '../find-free-port.ts'
import { startProcess, type RunningProcess } from '../start-process.ts'
import { createTempFolder } from '../temp-folder.ts'
import type { EngineOptions } from './engine.ts'
import { EnginePage } from './engine-page.ts'
import { webkitPrograms } from './find-engine.ts'
import type { EngineBrowser } from './open-engine.ts'
import { startDisplay } from './start-display.ts'
import type { PagePort } from './page-port.ts'
import { openInspector } from './webkit-inspector.ts'
import { webkitPort } from './webkit-port.ts'
import { within } from './within.ts'

const OPEN_WITHIN_MS = 30_000
const QUIT_WITHIN_MS = 5000

/** WebKitGTK's own browser through its WebDriver, on a screen of its own. */
export async function openWebKit({ proxy, hasOwnHls = false }: EngineOptions): Promise<EngineBrowser> {
  const programs = webkitPrograms()
  if (programs === undefined)
    throw new Error('no WebKitGTK with its driver found: install it (Debian: webkit2gtk-driver)')
  const profile = await createTempFolder('webkit')
  const display = await startDisplay()
  const port = await findFreePort()
  const server = await startDriver(programs.driver, port, {
    display: display.name,
    folder: profile.path,
    hasOwnHls,
  })
  const addressFile = join(profile.path, 'inspector-address')
  const driver = await openSession(port, {
    binary: await writeStarter(profile.path, programs.browser, addressFile),
    args: proxy === undefined ? [] : ['--ignore-tls-errors', `--proxy=http://${proxy}`],
  })
  const inspector = await openInspector((await readFile(addressFile, 'utf8')).trim())
  let opened = 0

  /** The window that came when this was done, under the driver's hand. */
  const openWindow = async (open: () => Promise<unknown>): Promise<PagePort> => {
    const before = {
      windows: await display.windows('MiniBrowser'),
      handles: await driver.getAllWindowHandles(),
    }
    await open()
    const find = async () => (await driver.getAllWindowHandles()).find((one) => !before.handles.includes(one))
    // For ever, it would take the next test's window.
    const handle = await driver.wait(find, OPEN_WITHIN_MS)
    await driver.switchTo().window(String(handle))
    const window = (await display.windows('MiniBrowser')).find((one) => !before.windows.includes(one))
    if (window === undefined) throw new Error('the new window is not on the screen')
    const name = `window ${++opened}`
    const itsOwn = await driver.executeScript<string>(
      'const own = window.name; window.name = arguments[0]; return own',
      name,
    )
    const tab = await inspector.openTab(name)
    await driver.executeScript('window.name = arguments[0]', itsOwn)
    return webkitPort({
      driver,
      handle: String(handle),
      tab,
      resize: (width, height) => display.resize(window, width, height),
      clickIn: (x, y) => display.clickIn(window, x, y),
      openWindow,
    })
  }

  return {
    engine: 'webkit',
    async openPage(url) {
      const newWindow = openWindow(async () => {
        const [living] = await driver.getAllWindowHandles()
        if (living !== undefined) await driver.switchTo().window(living)
        // A window: in a tab behind another, popups are refused and questions cannot be seen.
        await driver.switchTo().newWindow('window')
      })
      const page = new EnginePage(await within(OPEN_WITHIN_MS, 'open a window', newWindow))
      if (url !== undefined) await page.open(url)
      return page
    },
    async close() {
      inspector.close()
      // A page that hangs keeps the driver waiting: then it all ends the hard way.
      await within(QUIT_WITHIN_MS, 'quit', driver.quit()).catch(() => undefined)
      await server.kill()
      await display.close()
      await profile.remove()
    },
  }
}

function startDriver(
  command: string,
  port: number,
  {
    display,
    folder,
    hasOwnHls,
  }: { readonly display: string; readonly folder: string; readonly hasOwnHls: boolean },
): Promise<RunningProcess> {
  return startProcess({
    command,
    args: [`--port=${port}`],
    env: {
      DISPLAY: display,
      WAYLAND_DISPLAY: undefined,
      XDG_CONFIG_HOME: folder,
      XDG_DATA_HOME: folder,
      XDG_CACHE_HOME: folder,
      // There is no graphics card behind the screen, and no loudspeaker.
      LIBGL_ALWAYS_SOFTWARE: '1',

      GST_PLUGIN_FEATURE_RANK: 'fakeaudiosink:MAX',
      WEBKIT_GST_ENABLE_HLS_SUPPORT: hasOwnHls ? '1' : undefined,
    },
    // It prints nothing when it listens: whoever opens the session finds out.
    readyWhen: /^/,
  })
}

async function openSession(
  port: number,
  { binary, args }: { readonly binary: string; readonly args: readonly string[] },
): Promise<WebDriver> {
  const origin = `http://127.0.0.1:${port}`
  await waitUntilAnswers(`${origin}/status`)
  const capabilities = new Capabilities({
    browserName: 'MiniBrowser',
    // Without ITP third-party cookies flow, which they do in no Safari.
    'webkitgtk:browserOptions': { binary, args: ['--automation', '--enable-itp', ...args] },
  })
  const driver = await new Builder().usingServer(origin).withCapabilities(capabilities).build()
  // Before each step it waits for the page to load, and by default for five minutes.
  await driver.manage().setTimeouts({ pageLoad: 15_000 })
  return driver
}

/** A program that starts the browser and notes where the driver told it to be inspected. */
async function writeStarter(folder: string, browser: string, addressFile: string): Promise<string> {
  const path = join(folder, 'start-browser')
  const script = `#!/bin/sh\necho "$WEBKIT_INSPECTOR_SERVER" >'${addressFile}'\nexec '${browser}' "$@"\n`
  await writeFile(path, script, { mode: 0o755 })
  return path
}

async function waitUntilAnswers(url: string): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    try {
      await fetch(url)
      return
    } catch (error) {
      if (tries === 200) throw error
      await pause(50)
    }
  }
}
