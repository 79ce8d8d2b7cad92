import { findFreePort, openBrowser, servePages, type PageServer, type TestBrowser } from '@tote/testkit/e2e'
import type { Frame, Page } from 'puppeteer-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { KEY, openHub, SHOW, type TestHub } from './open-hub.ts'
import { shopScript } from './shop-script.ts'
import { Shopper } from './shopper.ts'

let hub: TestHub
let site: PageServer
let device: TestBrowser

beforeAll(async () => {
  const port = await findFreePort()
  hub = await openHub([`http://brand.localhost:${port}`])
  const tag = (more = '') => `<script async src="${hub.script}" data-key="${KEY}" ${more}></script>`
  const shop = (
    more = '',
  ) => `<!doctype html><html lang="en"><title>A shop</title><script src="/shop.js"></script>
    <tote-player show="${SHOW}"></tote-player><p id="order"></p>${tag(more)}</html>`
  const around = (sandbox: string, path: string) => `<!doctype html><html lang="en"><title>Around it</title>
    <iframe title="The shop" width="420" height="860" allow="autoplay" sandbox="${sandbox}"
      src="http://brand.localhost:${port}${path}"></iframe></html>`
  site = await servePages({
    host: 'brand.localhost',
    port,
    pages: {
      '/shop.js': shopScript,
      '/shop': shop(),
      '/debugged': shop('data-debug'),
      '/with-origin': around('allow-scripts allow-same-origin', '/shop'),
      '/without': around('allow-scripts', '/shop'),
      '/without-debugged': around('allow-scripts', '/debugged'),
    },
  })
  device = await openBrowser({ thirdPartyCookies: 'blocked' })
})
beforeEach(() => device.clearFaults())
afterAll(async () => {
  await device?.close()
  await site?.close()
  await hub?.close()
})

/** A page of another site with the shop in a frame. */
async function openAround(path: string): Promise<{ page: Page; frame: Frame }> {
  const page = await device.openPage()
  await page.setViewport({ width: 480, height: 900 })
  await page.goto(`http://around.localhost:${site.port}${path}`)
  const frame = await page.waitForFrame((one) => one.url().includes('brand.localhost'))
  return { page, frame }
}

test('in a sandboxed frame that keeps its origin a shopper plays and buys, and nothing is said in the console', async () => {
  const { page, frame } = await openAround('/with-origin')
  const shopper = await new Shopper(frame).online()
  await shopper.play()
  await shopper.buy('market-tote')
  await frame.waitForSelector('#order[data-status="opened"]')
  expect(device.faults()).toEqual([])
  await page.close()
})

test('[U30] in one without its origin nothing throws: shoppers are told in their words, and its developer in the console', async () => {
  const { page, frame } = await openAround('/without')
  const fault = await frame.waitForSelector('tote-player >>> [part=fault]', { visible: true })
  expect(await fault?.evaluate((element) => element.getAttribute('data-code'))).toBe('origin')
  const said = () => device.faults().map(({ text }) => text)
  await expect.poll(() => said().join('\n')).toContain('a frame whose sandbox lacks allow-same-origin')
  expect(device.faults().filter(({ kind }) => kind === 'uncaught')).toEqual([])
  await page.close()
})

test('[U30] there the page doctor says so, with the line to add, and of no channel to be listed', async () => {
  const { page, frame } = await openAround('/without-debugged')
  await frame.waitForSelector('[role=region] >>> [data-is=fault] code')
  const lines = await frame.$$eval('[role=region] >>> [data-is=fault] code', (all) =>
    all.map(({ textContent }) => textContent),
  )
  expect(lines).toContain('sandbox="allow-scripts allow-same-origin"')
  expect(lines.join('\n')).not.toContain('"origin": "null"')
  await page.close()
})
