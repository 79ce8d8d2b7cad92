import { findFreePort, openBrowser, servePages, type PageServer, type TestBrowser } from '@tote/testkit/e2e'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { KEY, openHub, SHOW, type TestHub } from './open-hub.ts'
import { Shopper } from './shopper.ts'

let hub: TestHub
let site: PageServer
let device: TestBrowser

beforeAll(async () => {
  const port = await findFreePort()
  hub = await openHub([`http://brand.localhost:${port}`])
  const page = (attributes: string) =>
    `<!doctype html><html ${attributes}><meta name="viewport" content="width=device-width"><title>A shop</title>
     <style>body { margin: 0 }</style><tote-player show="${SHOW}" theme="auto"></tote-player>
     <script async src="${hub.script}" data-key="${KEY}"></script></html>`
  site = await servePages({
    host: 'brand.localhost',
    port,
    pages: { '/': page('lang="en"'), '/ar': page('lang="ar" dir="rtl"'), '/fr': page('lang="fr"') },
  })
  device = await openBrowser({ thirdPartyCookies: 'blocked' })
})
afterAll(async () => {
  await device?.close()
  await site?.close()
  await hub?.close()
})

/** The player on a wide page, for a person who set these. */
async function openFor(path: string, features: Readonly<Record<string, string>> = {}) {
  const page = await device.openPage()
  await page.setViewport({ width: 1200, height: 900 })
  const session = await page.createCDPSession()
  await session.send('Emulation.setEmulatedMedia', {
    features: Object.entries(features).map(([name, value]) => ({ name, value })),
  })
  await page.goto(site.origin + path)
  await new Shopper(page).online()
  await page.waitForSelector('tote-player >>> tote-products >>> [part~="item"]', { visible: true })
  return page
}

/** A computed style of something in the player. */
const style = (page: Awaited<ReturnType<typeof openFor>>, selector: string, name: string) =>
  page.$eval(
    `tote-player >>> ${selector}`,
    (element, property) => getComputedStyle(element).getPropertyValue(property),
    name,
  )

test('dark and light follow the device where the theme is auto', async () => {
  const grounds: string[] = []
  for (const scheme of ['light', 'dark']) {
    const page = await openFor('/', { 'prefers-color-scheme': scheme })
    grounds.push(await style(page, '.panel', 'background-color'))
    await page.close()
  }
  expect(grounds).toEqual(['rgb(255, 254, 252)', 'rgb(26, 25, 23)'])
})

test('more contrast makes the soft text as strong as the rest', async () => {
  const usual = await openFor('/', { 'prefers-contrast': 'no-preference' })
  expect(await style(usual, '.tab[aria-pressed="false"]', 'color')).not.toBe(
    await style(usual, '.panel', 'color'),
  )
  await usual.close()
  const page = await openFor('/', { 'prefers-contrast': 'more' })
  expect(await style(page, '.tab[aria-pressed="false"]', 'color')).toBe(
    await style(page, '.tab[aria-pressed="true"]', 'color'),
  )
  await page.close()
})

test('less motion leaves nothing that moves but the picture', async () => {
  const page = await openFor('/', { 'prefers-reduced-motion': 'reduce' })
  const slow = await page.evaluate(() => {
    const found: string[] = []
    const walk = (root: Document | ShadowRoot) => {
      for (const element of root.querySelectorAll('*')) {
        if (element.shadowRoot !== null) walk(element.shadowRoot)
        const { transitionDuration } = getComputedStyle(element)
        if (transitionDuration.split(', ').some((duration) => Number.parseFloat(duration) > 0))
          found.push(`${element.localName}.${element.className} ${transitionDuration}`)
      }
    }
    walk(document)
    return found
  })
  expect(slow).toEqual([])
  await page.close()
})

test('forced colours keep an edge around picture and panel, and the chosen tab', async () => {
  const page = await openFor('/', { 'forced-colors': 'active' })
  expect(await style(page, '.panel', 'border-top-style')).toBe('solid')
  expect(await style(page, '.tab[aria-pressed="true"]', 'border-bottom-color')).not.toBe(
    await style(page, '.tab[aria-pressed="false"]', 'border-bottom-color'),
  )
  await page.close()
})

test.each([
  ['/ar', 'في هذا العرض', /‎?€/],
  ['/fr', 'Dans cette émission', /\d+,00\s€/],
])('%s is in its language, with money as it is written there', async (path, title, money) => {
  const page = await openFor(path)
  await page.waitForFunction(
    (wanted) =>
      document
        .querySelector('tote-player')
        ?.shadowRoot?.querySelector('tote-products')
        ?.shadowRoot?.querySelector('h2')?.textContent === wanted,
    {},
    title,
  )
  const price = await page.$eval(
    'tote-player >>> tote-products >>> .price',
    ({ textContent }) => textContent ?? '',
  )
  expect(price).toMatch(money)
  await page.close()
})

test('a page that runs from right to left has the picture on the right and the panel on the left', async () => {
  const page = await openFor('/ar')
  const [stage, panel] = await Promise.all(
    ['.stage', '.panel'].map((selector) =>
      page.$eval(`tote-player >>> ${selector}`, (element) => element.getBoundingClientRect().left),
    ),
  )
  expect(stage).toBeGreaterThan(panel ?? 0)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(1200)
  await page.close()
})
