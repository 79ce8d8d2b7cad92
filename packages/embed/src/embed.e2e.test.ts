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

test('the engine is not fetched before anybody wants the picture', async () => {
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
