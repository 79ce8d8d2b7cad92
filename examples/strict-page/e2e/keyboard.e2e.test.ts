import { findFreePort, openBrowser, servePages, type PageServer, type TestBrowser } from '@tote/testkit/e2e'
import type { Page } from 'puppeteer-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { KEY, openHub, SHOW, type TestHub } from './open-hub.ts'
import { shopScript } from './shop-script.ts'
import { Shopper } from './shopper.ts'

let hub: TestHub
let site: PageServer
let device: TestBrowser

beforeAll(async () => {
  const port = await findFreePort()
  hub = await openHub([`http://brand.localhost:${port}`])
  site = await servePages({
    host: 'brand.localhost',
    port,
    pages: {
      '/shop.js': shopScript,
      '/': `<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>A shop</title>
        <a href="#order">Before</a><tote-player show="${SHOW}"></tote-player><p id="order" tabindex="-1"></p><a href="#">After</a>
        <script src="/shop.js"></script><script async src="${hub.script}" data-key="${KEY}"></script></html>`,
    },
  })
  device = await openBrowser({ thirdPartyCookies: 'blocked' })
})
afterAll(async () => {
  await device?.close()
  await site?.close()
  await hub?.close()
})

/** What has the focus, through all shadow roots: its name, and whether a shopper sees it and the ring around it. */
const focused = (page: Page) =>
  page.evaluate(() => {
    let at: Element | null = document.activeElement
    while (at?.shadowRoot?.activeElement != null) at = at.shadowRoot.activeElement
    if (at === null || at === document.body) return { name: '', isSeen: true, hasRing: true }
    const { x, y, width, height } = at.getBoundingClientRect()
    // A radio's ring is drawn on the chip that it lies in, a search field's around its icon too.
    const ringed = at.matches('input:is([type=radio], [type=search])') ? at.parentElement : at
    const style = ringed === null ? null : getComputedStyle(ringed)
    const name = at.getAttribute('aria-label') ?? at.textContent ?? ''
    let top: Element | null = document.elementFromPoint(x + width / 2, y + height / 2)
    while (top?.shadowRoot?.elementFromPoint(x + width / 2, y + height / 2) != null) {
      const inner: Element | null = top.shadowRoot.elementFromPoint(x + width / 2, y + height / 2)
      if (inner === top) break
      top = inner
    }
    return {
      name: (at instanceof HTMLInputElement && at.type === 'radio' ? at.value : name)
        .replace(/\s+/g, ' ')
        .trim(),
      isSeen: top !== null && (at.contains(top) || top.contains(at) || ringed?.contains(top) === true),
      hasRing: style !== null && style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) >= 2,
    }
  })

/** Presses Tab until something of this name has the focus; each stop on the way is seen and has a ring. */
async function tabTo(page: Page, name: RegExp, key: 'Tab' | 'ArrowRight' = 'Tab'): Promise<void> {
  const passed: string[] = []
  for (let presses = 0; presses < 60; presses += 1) {
    const at = await focused(page)
    if (name.test(at.name)) return
    await page.keyboard.press(key)
    const next = await focused(page)
    passed.push(next.name)
    // The page's own links look as the page wants.
    if (['Before', 'After', ''].includes(next.name)) continue
    expect([next.name, next.isSeen, next.hasRing]).toEqual([next.name, true, true])
  }
  throw new Error(`nothing called ${name} among: ${passed.join(' | ')}`)
}

/** Until the panel that was opened has taken the focus. */
const inPanel = (page: Page) =>
  page.waitForFunction(
    () => document.querySelector('tote-player')?.shadowRoot?.activeElement?.matches('.panel-title') === true,
  )

/** Until the product that was chosen has drawn itself, and its name has the focus: a heading, which shows no ring. */
const inProduct = (page: Page) =>
  page.waitForFunction(() => {
    let at: Element | null = document.activeElement
    while (at?.shadowRoot?.activeElement != null) at = at.shadowRoot.activeElement
    return at?.matches('h2.title[tabindex="-1"]') === true
  })

test('a whole purchase by keys alone: play, choose, add, change the number, pay; the focus is always seen', async () => {
  const page = await device.openPage()
  // While the panel slides away it lies over what has the focus already.
  await page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }])
  await page.setViewport({ width: 420, height: 900 })
  await page.goto(site.origin)
  await new Shopper(page).online()
  await tabTo(page, /^Play/)
  await page.keyboard.press('Enter')
  await page.waitForFunction(() => (document.querySelector('tote-player')?.currentTime ?? 0) > 0)
  await tabTo(page, /^Products$/)
  await page.keyboard.press('Enter')
  await inPanel(page)
  await tabTo(page, /Stoneware|mug/i)
  await page.keyboard.press('Enter')
  await inProduct(page)
  await tabTo(page, /^(Oat|Ink|Moss)$/)
  await page.keyboard.press('Space')
  await tabTo(page, /^Add to basket/)
  await page.keyboard.press('Enter')
  await page.waitForFunction(() => {
    const cart = document.querySelector('tote-player')?.tote?.cart.$cart.get()
    return cart?.totalQuantity === 1 && cart.pendingCount === 0
  })
  // Escape closes the products and gives the focus back to what opened them.
  await page.keyboard.press('Escape')
  expect((await focused(page)).name).toBe('Products')
  await tabTo(page, /^Open your basket, 1 item/)
  await page.keyboard.press('Enter')
  await inPanel(page)
  await tabTo(page, /^One more of/)
  await page.keyboard.press('Enter')
  await page.waitForFunction(
    () => document.querySelector('tote-player')?.tote?.cart.$cart.get().totalQuantity === 2,
  )
  await tabTo(page, /^Check out$/)
  await page.keyboard.press('Enter')
  await page.waitForSelector('#order[data-status="opened"]')
  expect(device.faults()).toEqual([])
  await page.close()
})

test('Tab goes through the player and out of it again, both ways: the focus is never caught', async () => {
  const page = await device.openPage(site.origin)
  await page.setViewport({ width: 1440, height: 900 })
  await new Shopper(page).online()
  const ends = async (back: boolean) => {
    for (let presses = 0; presses < 80; presses += 1) {
      if (back) await page.keyboard.down('Shift')
      await page.keyboard.press('Tab')
      if (back) await page.keyboard.up('Shift')
      const { name } = await focused(page)
      if (name === (back ? 'Before' : 'After')) return true
    }
    return false
  }
  expect(await ends(false)).toBe(true)
  expect(await ends(true)).toBe(true)
  await page.close()
})

test.each([
  [420, 900],
  [1440, 900],
])(
  'every target at %i px is 24 px or more each way, or stands so far from its neighbours',
  async (width, height) => {
    const page = await device.openPage()
    // Nothing slides into its place while it is measured.
    await page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }])
    await page.setViewport({ width, height })
    await page.goto(site.origin)
    const shopper = await new Shopper(page).online()
    await shopper.play()
    const small: string[] = []
    for (const panel of ['products', 'cart'] as const) {
      await page.evaluate((wanted) => document.querySelector('tote-player')?.openPanel(wanted), panel)
      await page.evaluate(() => document.querySelector('tote-player')?.updateComplete)
      small.push(...(await page.evaluate(smallTargets)))
    }
    expect(small).toEqual([])
    await page.close()
  },
)

/** Interactive boxes under 24 px, save those in a line of text (WCAG 2.5.8). Runs in the page. */
function smallTargets(): string[] {
  const found: string[] = []
  const walk = (root: Document | ShadowRoot) => {
    for (const element of root.querySelectorAll('*')) {
      if (element.shadowRoot !== null) walk(element.shadowRoot)
      if (!element.matches('button, a[href], input, select, textarea, summary, [role=button], [role=tab]'))
        continue
      if (element.localName === 'a' && root === document) continue
      const { width, height } = element.getBoundingClientRect()
      if (width === 0 || height === 0 || !element.checkVisibility({ visibilityProperty: true })) continue
      if (width < 24 || height < 24)
        found.push(`${element.localName}.${element.className}: ${Math.round(width)}×${Math.round(height)}`)
    }
  }
  walk(document)
  return found
}
