import type { TotePlayer } from '@tote/player'
import { openEngine, type EngineBrowser, type EnginePage } from '@tote/testkit/engines'
import { findFreePort, servePages, type PageServer } from '@tote/testkit/e2e'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { documentedPolicy } from './documented-policy.ts'
import { KEY, openHub, SHOW, type TestHub } from './open-hub.ts'
import { shopScript } from './shop-script.ts'

// What Chromium does with these pages, and more of them, is in the tests beside this one.

const NONCE = 'n0nce1234'
const watchScript = `window.toteViolations = []
document.addEventListener('securitypolicyviolation', (event) =>
  window.toteViolations.push(event.effectiveDirective + ' ' + event.blockedURI + ' ' + event.sample))`

let hub: TestHub
let site: PageServer

beforeAll(async () => {
  const port = await findFreePort()
  // Each engine and page is a site of its own, and with it has a basket of its own.
  hub = await openHub(NAMES.map((name) => `http://${name}.localhost:${port}`))
  const strict = (policy: string, nonce: string) => ({
    headers: { 'content-security-policy': policy },
    body: `<!doctype html><html lang="en"><meta name="viewport" content="width=device-width">
      <title>A shop</title><script src="/watch.js" ${nonce}></script><script src="/shop.js" ${nonce}></script>
      <a id="before" href="#order">Before</a><tote-player show="${SHOW}"></tote-player>
      <p id="order" tabindex="-1"></p><a href="#order">After</a>
      <script async ${nonce} src="${hub.script}" data-key="${KEY}"></script></html>`,
  })
  site = await servePages({
    host: 'brand.localhost',
    port,
    pages: {
      '/watch.js': watchScript,
      '/shop.js': shopScript,
      '/nonce': strict(
        documentedPolicy('With a nonce', { hub: hub.origin, nonce: NONCE }),
        `nonce="${NONCE}"`,
      ),
      '/list': strict(documentedPolicy('With a list of origins', { hub: hub.origin }), ''),
    },
  })
})
afterAll(async () => {
  await site?.close()
  await hub?.close()
})

const NAMES = ['firefox', 'webkit'].flatMap((engine) =>
  ['nonce', 'list', 'keys'].map((page) => `${page}-${engine}`),
)

describe.each(['firefox', 'webkit'] as const)('in %s', (engine) => {
  let browser: EngineBrowser
  beforeAll(async () => {
    browser = await openEngine(engine)
  })
  afterAll(() => browser?.close())

  const openPage = async (name: string, path: string) => {
    const page = await browser.openPage('about:blank')
    await page.setViewport(480, 900)
    await page.open(`http://${name}-${engine}.localhost:${site.port}${path}`)
    await page.waitFor(
      () =>
        document.querySelector<TotePlayer>('tote-player')?.tote?.connection.$connection.get().status ===
        'online',
    )
    return page
  }
  const violations = (page: EnginePage) => page.run(() => Reflect.get(window, 'toteViolations') as string[])

  test.each([
    ['nonce', 'a nonce and strict-dynamic'],
    ['list', 'a list of origins'],
  ])('[U26] [U27] /%s: under %s a whole purchase breaks no rule of the policy', async (name) => {
    const page = await openPage(name, `/${name}`)
    await page.click('tote-player >>> [part~="start"]')
    await playing(page)
    await page.click('tote-player >>> [part~="open-products"]')
    await page.click('tote-products >>> [data-product="market-tote"]')
    await page.click('tote-products >>> tote-product >>> [part~="add-button"]')
    await holds(page, 1)
    await page.run(() => document.querySelector<TotePlayer>('tote-player')?.openPanel('cart'))
    await page.click('tote-cart >>> [part~="checkout"]')
    await page.waitFor(() => document.querySelector('#order[data-status="opened"]') !== null)
    expect(await violations(page)).toEqual([])
    expect(page.faults()).toEqual([])
    await page.close()
  })

  test('a whole purchase by keys alone: play, choose, add, change the number, pay', async () => {
    const page = await openPage('keys', '/nonce')
    await page.run(() => document.querySelector<HTMLElement>('#before')?.focus())
    await tabTo(page, '^Play')
    await page.press('Enter')
    await playing(page)
    await tabTo(page, '^Products$')
    await page.press('Enter')
    await inPanel(page)
    await tabTo(page, 'Stoneware')
    await page.press('Enter')
    await tabTo(page, '^(Oat|Ink|Moss)$')
    // The next of a group of radios, which chooses it.
    await page.press('ArrowDown')
    await tabTo(page, '^Add to basket')
    await page.press('Enter')
    await holds(page, 1)
    // Escape closes the products and gives the focus back to what opened them.
    await page.press('Escape')
    expect(await focused(page)).toBe('Products')
    await tabTo(page, '^Open your basket, 1 item')
    await page.press('Enter')
    await inPanel(page)
    await tabTo(page, '^One more of')
    await page.press('Enter')
    await holds(page, 2)
    await tabTo(page, '^Check out$')
    await page.press('Enter')
    await page.waitFor(() => document.querySelector('#order[data-status="opened"]') !== null)
    await page.close()
  })
})

async function playing(page: EnginePage): Promise<void> {
  await page.waitFor(() => {
    const player = document.querySelector<TotePlayer>('tote-player')
    return player?.playback.state.status === 'playing' && player.currentTime > 0
  })
}

async function holds(page: EnginePage, units: number): Promise<void> {
  await page.waitFor((wanted) => {
    const cart = document.querySelector<TotePlayer>('tote-player')?.tote?.cart.$cart.get()
    return cart?.totalQuantity === wanted && cart.pendingCount === 0
  }, units)
}

/** Until the panel that was opened has taken the focus. */
async function inPanel(page: EnginePage): Promise<void> {
  await page.waitFor(
    () => document.querySelector('tote-player')?.shadowRoot?.activeElement?.matches('.panel-title') === true,
  )
}

/** The name of what has the focus, through all shadow roots. */
function focused(page: EnginePage): Promise<string> {
  return page.run(() => {
    let at: Element | null = document.activeElement
    while (at?.shadowRoot?.activeElement != null) at = at.shadowRoot.activeElement
    if (at === null || at === document.body) return ''
    const name =
      at instanceof HTMLInputElement && at.type === 'radio'
        ? at.value
        : (at.getAttribute('aria-label') ?? at.textContent)
    return name.replace(/\s+/g, ' ').trim()
  })
}

/** Presses Tab until something of this name has the focus. */
async function tabTo(page: EnginePage, name: string): Promise<void> {
  const passed: string[] = []
  for (let presses = 0; presses < 60; presses += 1) {
    const at = await focused(page)
    if (new RegExp(name, 'i').test(at)) return
    passed.push(at)
    await page.press('Tab')
  }
  throw new Error(`nothing called ${name} among: ${passed.join(' | ')}`)
}
