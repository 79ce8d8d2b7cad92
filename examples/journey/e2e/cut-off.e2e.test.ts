import type { TotePlayer } from '@tote/player'
import { openBrowser, type TestBrowser } from '@tote/testkit/e2e'
import type { Page } from 'puppeteer-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { press, said, ticketFor } from './hub-window.ts'
import { mountHtml, openShop, pageHtml, Widget, type Shop } from './shop-fixtures.ts'

const MUG = 'stoneware-mug-oat'
const CHIP = 'tote-carry[compact] >>> [part="continue"]'
const PANEL = 'tote-carry:not([compact])'
const POLICIES = ['same-origin', 'same-origin-allow-popups', 'unsafe-none'] as const

/** A page that presses the chip by itself, without a shopper: the browser opens no window for it. */
const PRESSES_ITSELF = `<script>
  const look = setInterval(() => {
    const chips = document.querySelector('tote-player')?.shadowRoot?.querySelectorAll('tote-carry[compact]') ?? []
    for (const chip of chips) {
      const button = chip.shadowRoot?.querySelector('[part="continue"]')
      if (button == null) continue
      clearInterval(look)
      button.click()
      console.info('pressed')
    }
  }, 100)
</script>`

let shop: Shop
beforeAll(async () => {
  shop = await openShop((hub) => ({
    '/blocked': pageHtml(mountHtml(hub, { more: PRESSES_ITSELF })),
    ...Object.fromEntries(
      POLICIES.map((policy) => [
        `/${policy}`,
        { body: pageHtml(mountHtml(hub)), headers: { 'cross-origin-opener-policy': policy } },
      ]),
    ),
  }))
  await makeKnown(shop.device)
})
afterAll(() => shop?.close())

/** The hub knows this browser from then on, and its basket of two. */
async function makeKnown(device: TestBrowser): Promise<void> {
  const brand = await (await Widget.open(device, shop.brand.origin)).online()
  await brand.add(MUG, 2)
  await brand.holds(2)
  const adopt = await device.openPage(
    `${shop.hubOrigin}/adopt#tote=${await ticketFor(brand, shop.hubOrigin)}`,
  )
  await press(adopt, 'Keep it', async () => (await said(adopt)).includes('is known in this browser now'))
  await adopt.close()
  await brand.page.close()
}

/** A place that is new there: its journey is of nobody yet. */
async function openNew(path: string): Promise<Widget> {
  const widget = await (await Widget.open(shop.device, shop.lab.origin + path)).online()
  await widget.page.setViewport({ width: 1200, height: 860 })
  return widget
}

/** Ends it there, so that the next page of the site is new again. */
async function leave({ page }: Widget): Promise<void> {
  await page.evaluate(async () => {
    for (const { name = '' } of await indexedDB.databases()) indexedDB.deleteDatabase(name)
  })
  await page.close()
}

async function pressChip({ page }: Widget): Promise<Page> {
  await page.bringToFront()
  const opened = new Promise<Page | null>((done) => page.once('popup', done))
  await page.locator(`tote-player >>> ${CHIP}`).click()
  const window = await opened
  if (window === null) throw new Error('the window of the hub did not open')
  await expect.poll(() => said(window), { timeout: 20_000 }).toContain('Show your basket (2 items')
  return window
}

const seen = async ({ page }: Widget, selector: string) => {
  const element = await page.waitForSelector(`tote-player >>> ${selector}`, { visible: true })
  return (await element?.evaluate(({ textContent }) => textContent.trim())) ?? ''
}

describe('Cross-Origin-Opener-Policy of the page', () => {
  test('same-origin cuts the window off: it asks for the two digits that the page shows, and then the basket comes', async () => {
    const widget = await openNew('/same-origin')
    const window = await pressChip(widget)
    expect(await window.evaluate(() => opener === null)).toBe(true)
    const [digits = ''] = /\d\d/.exec(await seen(widget, 'tote-carry[compact] >>> [role="status"]')) ?? []
    await window.bringToFront()
    const field = await window.waitForSelector('tote-window >>> input[name="digits"]', { visible: true })
    // The window does not say what it wants to be told.
    expect(await said(window)).not.toContain(digits)
    await field?.type(digits)
    await press(window, 'Show it', async () => (await said(window)).includes('Done.'))
    await widget.holds(2)
    await window.close()
    await leave(widget)
  })

  test.each(['same-origin-allow-popups', 'unsafe-none'] as const)(
    '%s leaves it tied to the page: one yes, no digits to type, and it closes by itself',
    async (policy) => {
      const widget = await openNew(`/${policy}`)
      const window = await pressChip(widget)
      expect(await window.evaluate(() => opener !== null)).toBe(true)
      expect(await window.$('tote-window >>> input[name="digits"]')).toBeNull()
      await press(window, 'Show it', () => window.isClosed())
      await widget.holds(2)
      await leave(widget)
    },
  )
})

test('[D7] a window that the browser blocks is replaced by the code to scan, the letters and the digits, which bring the basket', async () => {
  const device = await openBrowser({ thirdPartyCookies: 'blocked', blocksPopups: true })
  await makeKnown(device)
  const page = await device.openPage()
  await page.setViewport({ width: 1200, height: 860 })
  // Not asked before: Puppeteer's questions to a page count as a shopper's press.
  const pressed = new Promise<void>((done) => {
    page.on('console', (message) => {
      if (message.text() === 'pressed') done()
    })
  })
  await page.goto(`${shop.lab.origin}/blocked`)
  await pressed
  const widget = new Widget(page)
  expect(await seen(widget, `${PANEL} >>> [role="alert"]`)).toBe(
    'The browser did not open the window. Scan or type the code instead.',
  )
  const code = await seen(widget, `${PANEL} >>> [part="code"]`)
  const digits = await seen(widget, `${PANEL} >>> [part~="match"]`)
  expect(await page.$(`tote-player >>> ${PANEL} >>> [part="scan"]`)).not.toBeNull()
  const window = await device.openPage(`${shop.hubOrigin}/continue?code=${code.replace('-', '')}`)
  const field = await window.waitForSelector('tote-window >>> input[name="digits"]', { visible: true })
  await field?.type(digits)
  await press(window, 'Show it', async () => (await said(window)).includes('Done.'))
  await widget.holds(2)
  await device.close()
})

describe('a page in a sandboxed frame', () => {
  async function framed(
    sandbox: string,
  ): Promise<{ page: Page; inner: Awaited<ReturnType<Page['waitForFrame']>> }> {
    const around = await shop.site(
      'around.localhost',
      pageHtml(
        `<iframe sandbox="${sandbox}" src="${shop.market.origin}/" width="1100" height="800" allow="autoplay"></iframe>`,
      ),
    )
    const page = await shop.device.openPage(around.origin)
    await page.setViewport({ width: 1200, height: 860 })
    await page.bringToFront()
    const inner = await page.waitForFrame((frame) => frame.url().startsWith(shop.market.origin))
    return { page, inner }
  }

  test('[D7] that may open no window: a press shows code, letters and digits in its place', async () => {
    const { page, inner } = await framed('allow-scripts allow-same-origin')
    await inner.waitForFunction(
      () =>
        document.querySelector<TotePlayer>('tote-player')?.tote?.connection.$connection.get().status ===
        'online',
      { polling: 50 },
    )
    await inner.locator(`tote-player >>> ${CHIP}`).click()
    const code = await inner.waitForSelector(`tote-player >>> ${PANEL} >>> [part="code"]`, { visible: true })
    expect(await code?.evaluate(({ textContent }) => textContent.trim())).toMatch(/^[A-Z]{4}-[A-Z]{4}$/)
    const told = await inner.waitForSelector(`tote-player >>> ${PANEL} >>> [role="alert"]`)
    expect(await told?.evaluate(({ textContent }) => textContent.trim())).toContain('did not open the window')
    await page.close()
    shop.device.clearFaults()
  })

  test('with no origin of its own it can be no channel: the page’s author is told so, and the shopper that the show is not to be had there', async () => {
    const { page, inner } = await framed('allow-scripts')
    await expect
      .poll(() => shop.device.faults().some(({ text }) => text.includes('opaque origin (null)')), {
        timeout: 40_000,
      })
      .toBe(true)
    await expect
      .poll(() =>
        inner.evaluate(() =>
          document.querySelector('tote-player')?.shadowRoot?.textContent.replaceAll(/\s+/g, ' '),
        ),
      )
      .toContain('This show is not available on this site.')
    await page.close()
    shop.device.clearFaults()
  })
})
