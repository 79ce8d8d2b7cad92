import { join } from 'node:path'
import { onTestFinished, vi } from 'vitest'
import { build } from 'vite'
import { addInExample } from './check-example.ts'
import { createTempFolder } from './temp-folder.ts'
import { findFreePort } from './find-free-port.ts'
import { openBrowser } from './open-browser.ts'
import { servePages } from './serve-pages.ts'
import { startShowHub } from './start-show-hub.ts'

export interface SeenExample {
  /** What its `output` said after an add. */
  readonly heard: string
  /** The heading of its basket. */
  readonly title: string
  /** Whatever the page complained of. */
  readonly faults: readonly unknown[]
}

/**
 * Builds an example as a shop would, with a hub of its own, adds a product in it as a shopper does, and tells what was
 * seen. Everything is gone when the test is.
 *
 * @param name of its site: `vue` is served at `http://vue.localhost:…`.
 * @param folder with its `vite.config.ts`.
 */
export async function runExample({ name, folder }: { name: string; folder: string }): Promise<SeenExample> {
  const host = `${name}.localhost`
  const port = await findFreePort()
  const hub = await startShowHub([`http://${host}:${port}`])
  onTestFinished(() => hub.close())
  const output = await createTempFolder(name)
  onTestFinished(() => output.remove())
  // As a shop builds it: a test's own mode would take the libraries' development builds.
  vi.stubEnv('NODE_ENV', 'production')
  onTestFinished(() => void vi.unstubAllEnvs())
  const define = { VITE_TOTE_HUB: hub.origin, VITE_TOTE_KEY: hub.key, VITE_TOTE_SHOW: hub.show }
  await build({
    root: folder,
    configFile: join(folder, 'vite.config.ts'),
    logLevel: 'error',
    define: Object.fromEntries(
      Object.entries(define).map(([key, value]) => [`import.meta.env.${key}`, JSON.stringify(value)]),
    ),
    build: { outDir: output.path, emptyOutDir: true },
  })
  const site = await servePages({ host, port, folder: output.path })
  onTestFinished(() => site.close())
  const device = await openBrowser({ thirdPartyCookies: 'blocked' })
  onTestFinished(() => device.close())
  const page = await device.openPage(`${site.origin}/index.html`)
  const heard = await addInExample(page)
  const heading = await page.waitForSelector('main > tote-cart >>> h2', { visible: true })
  const title = (await heading?.evaluate(({ textContent }) => textContent)) ?? ''
  return { heard, title, faults: device.faults() }
}
