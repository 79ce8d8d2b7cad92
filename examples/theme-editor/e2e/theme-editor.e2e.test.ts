import { createTempFolder, findFreePort, openBrowser, servePages, startShowHub } from '@tote/testkit/e2e'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { build } from 'vite'

const folder = join(import.meta.dirname, '..')
let stop: (() => Promise<void>)[] = []
let origin = ''
let device: Awaited<ReturnType<typeof openBrowser>>

beforeAll(async () => {
  const port = await findFreePort()
  const hub = await startShowHub([`http://theme.localhost:${port}`])
  const output = await createTempFolder('theme')
  vi.stubEnv('NODE_ENV', 'production')
  await build({
    root: folder,
    configFile: join(folder, 'vite.config.ts'),
    logLevel: 'error',
    build: { outDir: output.path, emptyOutDir: true },
  })
  vi.unstubAllEnvs()
  const page = readFileSync(join(output.path, 'index.html'), 'utf8')
    .replace('{{hub}}', hub.origin)
    .replace('{{key}}', hub.key)
    .replace('{{replayShow}}', hub.show)
  const policy = `default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: ${hub.origin}; connect-src ${hub.origin} ws://hub.localhost:*; media-src blob: data:`
  const site = await servePages({
    host: 'theme.localhost',
    port,
    folder: output.path,
    pages: { '/': { headers: { 'content-security-policy': policy }, body: page } },
  })
  device = await openBrowser({ thirdPartyCookies: 'blocked' })
  origin = site.origin
  stop = [() => device.close(), () => site.close(), () => hub.close(), () => output.remove()]
})
afterAll(async () => {
  for (const each of stop) await each()
})

test('a colour that is written is worn at once, measured, and in the CSS to take along', async () => {
  device.clearFaults()
  const page = await device.openPage(`${origin}/`)
  await page.waitForSelector('input[name="--tote-color-ink"]')
  const verdict = () => page.$eval('.verdict', ({ textContent }) => textContent)
  expect(await verdict()).toBe('Everything can be read.')
  const picked = () =>
    page.$eval('[aria-label="Pick --tote-color-ink"]', (field) => (field as HTMLInputElement).value)
  expect(await picked()).not.toBe('#000000')
  await page.type('input[name="--tote-color-ink"]', '#bbb')
  expect(await picked()).toBe('#bbbbbb')
  await page.type('input[name="--tote-color-paper"]', '#fff')
  expect(await verdict()).toMatch(/hard to read/)
  expect(await page.$eval('.contrasts [data-enough="false"]', ({ textContent }) => textContent)).toBe(
    'ink on paper: 1.92:1 needs 4.5:1',
  )
  expect(await page.$eval('.css', ({ textContent }) => textContent)).toBe(
    'tote-player {\n  --tote-color-ink: #bbb;\n  --tote-color-paper: #fff;\n}',
  )
  const worn = await page.$eval('tote-player', (player) => getComputedStyle(player).color)
  expect(worn).toBe('rgb(187, 187, 187)')
  await page.click('.reset')
  expect(await verdict()).toBe('Everything can be read.')
  expect(device.faults()).toEqual([])
  await page.close()
})

test('a part is dressed by its own declarations, whatever is written there', async () => {
  const page = await device.openPage(`${origin}/`)
  await page.waitForSelector('textarea[name="frame"]')
  await page.$eval('details:last-of-type', (details) => details.setAttribute('open', ''))
  await page.type('textarea[name="frame"]', 'outline: 3px solid rgb(1, 2, 3); nonsense')
  const outline = await page.$eval('tote-player', (player) => {
    const frame = player.shadowRoot?.querySelector('[part=frame]')
    return frame === null || frame === undefined ? '' : getComputedStyle(frame).outlineColor
  })
  expect(outline).toBe('rgb(1, 2, 3)')
  await page.close()
})

test.each([360, 768, 1440])('at %i px nothing is wider than the window', async (width) => {
  const page = await device.openPage()
  await page.setViewport({ width, height: 900 })
  await page.goto(`${origin}/`)
  await page.waitForSelector('.contrasts li')
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
  await page.close()
})
