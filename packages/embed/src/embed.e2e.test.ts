import {
  createTempFolder,
  openBrowser,
  servePages,
  type PageServer,
  type TempFolder,
  type TestBrowser,
} from '@tote/testkit/e2e'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'vite'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

const KEY = 'pk_test1234'
let folder: TempFolder
let cdn: PageServer
let device: TestBrowser

beforeAll(async () => {
  folder = await createTempFolder('embed')
  await build({
    configFile: join(import.meta.dirname, '../build/vite.config.ts'),
    logLevel: 'error',
    build: { outDir: join(folder.path, 'v0.1.0') },
  })
  cdn = await servePages({
    host: 'hub.localhost',
    folder: folder.path,
    headers: { 'access-control-allow-origin': '*' },
  })
  device = await openBrowser({ thirdPartyCookies: 'blocked' })
})
afterAll(async () => {
  await device.close()
  await cdn.close()
  await folder.remove()
})
beforeEach(() => device.clearFaults())

async function openShop(head: string, headers: Record<string, string> = {}) {
  const shop = await servePages({
    host: 'brand.localhost',
    pages: { '/': `<!doctype html><title>Shop</title>${head}<tote-player show="spring"></tote-player>` },
    headers,
  })
  const page = await device.openPage(shop.origin)
  await page.waitForFunction(() => customElements.get('tote-player') !== undefined)
  return { page, close: async () => (await page.close(), await shop.close()) }
}

const violations = () => device.faults().filter(({ text }) => /Content Security Policy|Trusted/.test(text))

test('[U26] [U27] [U28] a page that allows its nonce alone loads all of it, with no violation', async () => {
  const { close } = await openShop(
    `<script async nonce="abc" src="${cdn.origin}/v0.1.0/tote.js" data-key="${KEY}"></script>`,
    {
      'content-security-policy': `default-src 'none'; script-src 'nonce-abc'; img-src ${cdn.origin}; connect-src ${cdn.origin}; require-trusted-types-for 'script'; trusted-types lit-html tote`,
    },
  )
  expect(violations()).toEqual([])
  await close()
})

test('[U29] it works as a module and with its hash in `integrity`, as published', async () => {
  const script = readFileSync(join(folder.path, 'v0.1.0/tote.js'))
  const hash = `sha384-${createHash('sha384').update(script).digest('base64')}`
  const list = JSON.parse(readFileSync(join(folder.path, 'v0.1.0/integrity.json'), 'utf8')) as {
    files: Record<string, string>
  }
  expect(list.files['tote.js']).toBe(hash)
  const { page, close } = await openShop(
    `<script type="module" crossorigin="anonymous" integrity="${hash}" src="${cdn.origin}/v0.1.0/tote.js" data-key="${KEY}"></script>`,
  )
  expect(await page.evaluate(() => document.querySelector('tote-player')?.getAttributeNames())).toEqual([
    'show',
  ])
  await close()
})

test('[U22] two tags and the floating address on one page define everything once, without a word', async () => {
  const tag = (folderName: string) =>
    `<script async src="${cdn.origin}/${folderName}/tote.js" data-key="${KEY}"></script>`
  const { close } = await openShop(tag('v0.1.0') + tag('v0.1.0') + tag('v0'))
  const words = device
    .faults()
    .filter(({ kind, text }) => kind !== 'request' && !/Failed to load|ERR_/.test(text))
  expect(words).toEqual([])
  await close()
})

test('[U23] the engine is not fetched before anybody wants the picture', async () => {
  const before = cdn.requests.length
  const { close } = await openShop(
    `<script async src="${cdn.origin}/v0.1.0/tote.js" data-key="${KEY}"></script>`,
  )
  const asked = cdn.requests.slice(before)
  expect(asked.some((path) => path.includes('/shell-'))).toBe(true)
  expect(asked.some((path) => path.includes('/engine-'))).toBe(false)
  await close()
})

test('a page that comes from another player is handed its player as it was, where the tag asks for it', async () => {
  const { page, close } = await openShop(
    `<script>window.onBambuserLiveShoppingReady = ({ EVENT }) => { document.title = EVENT.ADD_TO_CART }</script>
    <script async data-aliases="bambuser" src="${cdn.origin}/v0.1.0/tote.js" data-key="${KEY}"></script>`,
  )
  await expect.poll(() => page.title()).toBe('should-add-item-to-cart')
  await close()
})

test('a page whose import map carries the published hashes runs no file that is another', async () => {
  const list = JSON.parse(readFileSync(join(folder.path, 'v0.1.0/integrity.json'), 'utf8')) as {
    files: Record<string, string>
  }
  const headWith = (files: Record<string, string>) => {
    const integrity = Object.fromEntries(
      Object.entries(files).map(([file, hash]) => [`${cdn.origin}/v0.1.0/${file}`, hash]),
    )
    return `<script type="importmap">${JSON.stringify({ integrity })}</script>
      <script async src="${cdn.origin}/v0.1.0/tote.js" data-key="${KEY}"></script>`
  }
  const right = await openShop(headWith(list.files))
  await right.close()

  const shell = Object.keys(list.files).find((file) => file.startsWith('shell-'))
  if (shell === undefined) throw new Error('the list names no shell')
  const shop = await servePages({
    host: 'brand.localhost',
    pages: {
      '/': `<!doctype html><title>Shop</title>${headWith({ ...list.files, [shell]: list.files['tote.js'] ?? '' })}<tote-player show="spring"></tote-player>`,
    },
  })
  const page = await device.openPage(shop.origin)
  await page.waitForSelector('tote-poster [role=alert]')
  expect(await page.evaluate(() => customElements.get('tote-player') === undefined)).toBe(true)
  await page.close()
  await shop.close()
})

test('[U30] with `data-debug` the page says what to mend, as its own policy has it', async () => {
  const { page, close } = await openShop(
    `<script async nonce="abc" src="${cdn.origin}/v0.1.0/tote.js" data-key="${KEY}" data-debug></script>`,
    {
      'content-security-policy': `default-src 'none'; script-src 'nonce-abc'; img-src ${cdn.origin}; connect-src 'none'; require-trusted-types-for 'script'; trusted-types lit-html tote`,
    },
  )
  const lines = () =>
    page.evaluate(() =>
      [...(document.querySelector('[role=region]')?.shadowRoot?.querySelectorAll('code') ?? [])].map(
        ({ textContent }) => textContent,
      ),
    )
  await expect.poll(lines).toContain(`connect-src ${cdn.origin} ${cdn.origin.replace('http', 'ws')}`)
  // All that the doctor draws is drawn under that policy.
  expect(violations().filter(({ text }) => !/connect-src|Refused to connect/.test(text))).toEqual([])
  await close()
})

test('without `data-debug` the doctor is not fetched', async () => {
  const before = cdn.requests.length
  const { close } = await openShop(
    `<script async src="${cdn.origin}/v0.1.0/tote.js" data-key="${KEY}"></script>`,
  )
  expect(cdn.requests.slice(before).filter((path) => path.includes('/doctor-'))).toEqual([])
  await close()
})

test('[U38] nothing of the page moves while the player comes, and nothing heavy comes before somebody wants it', async () => {
  const shop = await servePages({
    host: 'brand.localhost',
    pages: {
      '/': `<!doctype html><meta name="viewport" content="width=device-width"><title>Shop</title>
        <style>tote-player:not(:defined) { display: block; aspect-ratio: 9 / 16; max-height: 100svb }</style>
        <h1>Spring</h1><tote-player show="spring"></tote-player><p id="below">${'Below the show. '.repeat(200)}</p>
        <script async src="${cdn.origin}/v0.1.0/tote.js" data-key="${KEY}"></script>`,
    },
  })
  const before = cdn.requests.length
  const page = await device.openPage()
  await page.setViewport({ width: 390, height: 844 })
  await page.goto(shop.origin)
  await page.waitForFunction(
    () => document.querySelector('tote-player')?.shadowRoot?.querySelector('[part~=start]') != null,
  )
  const shifts = await page.evaluate(
    () =>
      new Promise<string[]>((resolve) => {
        const found: string[] = []
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) found.push(describe(entry))
        }).observe({ type: 'layout-shift', buffered: true })
        // What moved, and from where to where, in place of a bare number.
        function describe(entry: PerformanceEntry): string {
          const sources: unknown = Reflect.get(entry, 'sources')
          return JSON.stringify(
            (Array.isArray(sources) ? (sources as unknown[]) : []).map((source) => {
              const of = (name: string): unknown =>
                source instanceof Object ? Reflect.get(source, name) : null
              const node = of('node')
              return [node instanceof Node ? node.nodeName : null, of('previousRect'), of('currentRect')]
            }),
          )
        }
        // Entries of what was painted before come with the first callback of a frame.
        requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => resolve(found))))
      }),
  )
  expect(shifts).toEqual([])
  expect(
    cdn.requests.slice(before).filter((path) => /engine-|late-|carry-panel-|carry-room-/.test(path)),
  ).toEqual([])
  await page.close()
  await shop.close()
})
