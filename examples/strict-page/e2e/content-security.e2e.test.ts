import {
  createTempFolder,
  findFreePort,
  openBrowser,
  servePages,
  type PageServer,
  type TempFolder,
  type TestBrowser,
} from '@tote/testkit/e2e'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { documentedPolicy } from './documented-policy.ts'
import { buildNpmPage } from './npm-page.ts'
import { KEY, openHub, SHOW, type TestHub } from './open-hub.ts'
import { shopScript } from './shop-script.ts'
import { Shopper } from './shopper.ts'

declare global {
  interface Window {
    /** What the policy refused in this page, kept by the page's first script. */
    toteViolations?: string[]
  }
}

const NONCE = 'n0nce1234'
const watchScript = `window.toteViolations = []
document.addEventListener('securitypolicyviolation', (event) =>
  window.toteViolations.push(event.effectiveDirective + ' ' + event.blockedURI + ' ' + event.sample))`

let folder: TempFolder
let hub: TestHub
let site: PageServer
let device: TestBrowser

beforeAll(async () => {
  folder = await createTempFolder('strict')
  await buildNpmPage(folder.path)
  const port = await findFreePort()
  hub = await openHub(['nonce', 'list', 'npm-nonce', 'npm-list'].map((name) => siteOf(name, port)))
  const strict = (policy: string, body: string) => ({
    headers: { 'content-security-policy': `${policy}; report-uri /reports` },
    body: `<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>A shop</title>
      ${body}<p id="order"></p></html>`,
  })
  const withNonce = documentedPolicy('With a nonce', { hub: hub.origin, nonce: NONCE })
  const withList = documentedPolicy('With a list of origins', { hub: hub.origin })
  const player = `<tote-player show="${SHOW}"></tote-player>`
  const npmPlayer = `<tote-player hub="${hub.origin}" key="${KEY}" show="${SHOW}"></tote-player>`
  const tag = (more: string) => `<script async ${more} src="${hub.script}" data-key="${KEY}"></script>`
  const script = (path: string, more = '') => `<script src="${path}" ${more}></script>`
  const module = (path: string, more = '') => `<script type="module" src="${path}" ${more}></script>`
  const nonce = `nonce="${NONCE}"`
  site = await servePages({
    host: 'brand.localhost',
    port,
    folder: folder.path,
    pages: {
      '/watch.js': watchScript,
      '/shop.js': shopScript,
      '/nonce': strict(
        withNonce,
        script('/watch.js', nonce) + script('/shop.js', nonce) + player + tag(nonce),
      ),
      '/list': strict(withList, script('/watch.js') + script('/shop.js') + player + tag('')),
      '/npm-nonce': strict(
        withData(withNonce),
        script('/watch.js', nonce) + script('/shop.js', nonce) + npmPlayer + module('/main.js', nonce),
      ),
      '/npm-list': strict(
        withData(withList).replace(`script-src 'self' ${hub.origin}`, `script-src 'self'`),
        script('/watch.js') + script('/shop.js') + npmPlayer + module('/main.js'),
      ),
      '/shows': strict(
        withNonce,
        `${script('/watch.js', nonce)}${player}<tote-gallery></tote-gallery>${tag(nonce)}`,
      ),
      '/german': strict(
        withNonce,
        `${script('/watch.js', nonce)}<div lang="de"><tote-gallery></tote-gallery></div>${tag(nonce)}`,
      ),
      // What the tests above hang on: that a page which breaks its policy is seen to.
      '/broken': strict(withNonce, `${script('/watch.js', nonce)}<p style="color: red">Red</p>`),
    },
  })
  device = await openBrowser({ thirdPartyCookies: 'blocked' })
})
afterAll(async () => {
  await device?.close()
  await site?.close()
  await hub?.close()
  await folder?.remove()
})

/** hls.js, as npm has it, hangs captions on an empty track. */
const withData = (policy: string) => policy.replace('media-src blob:', 'media-src blob: data:')

/** One server under several names, so that each test has a site, and with it a basket, of its own. */
const siteOf = (name: string, port: number) => `http://${name}.localhost:${port}`

const reports = () => site.posts.filter(({ path }) => path === '/reports').map(({ body }) => body)

test.each([
  ['/nonce', 'a nonce and strict-dynamic, the script tag'],
  ['/list', 'a list of origins, the script tag'],
  ['/npm-nonce', 'a nonce and strict-dynamic, npm'],
  ['/npm-list', 'a list of origins, npm'],
])('[U26] [U27] [U28] %s: under %s, a whole purchase brings no report', async (path) => {
  device.clearFaults()
  const page = await device.openPage()
  await page.setViewport({ width: 420, height: 860 })
  await page.goto(siteOf(path.slice(1), site.port) + path)
  const shopper = await new Shopper(page).online()
  await shopper.play()
  await shopper.buy('market-tote')
  await page.waitForSelector('#order[data-status="opened"]')
  expect(await page.evaluate(() => window.toteViolations)).toEqual([])
  expect(reports()).toEqual([])
  expect(device.faults()).toEqual([])
  await page.close()
})

test('[U27] a player and a gallery on one page have a policy each, and bring no report', async () => {
  device.clearFaults()
  const page = await device.openPage(`${siteOf('nonce', site.port)}/shows`)
  await new Shopper(page).online()
  await page.waitForSelector('tote-gallery >>> button.show', { visible: true })
  expect(await page.evaluate(() => window.toteViolations)).toEqual([])
  expect(device.faults()).toEqual([])
  await page.close()
})

test('a gallery without a player speaks the language it stands in', async () => {
  device.clearFaults()
  const page = await device.openPage(`${siteOf('nonce', site.port)}/german`)
  await page.waitForSelector('tote-gallery >>> button.show', { visible: true })
  await expect
    .poll(() => page.$eval('tote-gallery >>> h2', ({ textContent }) => textContent?.trim()))
    .toBe('Sendungen')
  expect(device.faults()).toEqual([])
  await page.close()
})

test('a page that breaks its own policy is reported by both ways', async () => {
  const page = await device.openPage(`${site.origin}/broken`)
  expect(await page.evaluate(() => window.toteViolations)).toEqual(['style-src-attr inline '])
  await expect.poll(() => reports().length).toBeGreaterThan(0)
  await page.close()
})

test('[U28] nothing is added to the page but files of the hub, each with the nonce of the tag', async () => {
  const page = await device.openPage(`${siteOf('nonce', site.port)}/nonce`)
  await new Shopper(page).online()
  const added = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLScriptElement | HTMLLinkElement>('script, link, style')].map(
      (element) => [element.localName, element.nonce, element.textContent],
    ),
  )
  expect(added.length).toBeGreaterThan(2)
  for (const [, nonce, text] of added) expect([nonce, text]).toEqual([NONCE, ''])
  await page.close()
})
