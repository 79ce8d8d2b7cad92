import type { TotePlayer } from '@tote/player'
import {
  openEngine,
  type Engine,
  type EngineBrowser,
  type EngineOptions,
  type EnginePage,
} from '@tote/testkit/engines'
import { startDomainShop, type DomainShop } from '@tote/testkit/shop'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { pressRipe } from './engine-press.ts'
import { EngineShopper } from './engine-shopper.ts'
import { pageHtml } from './shop-fixtures.ts'
import { reachIn, thiefPages } from './thief-page.ts'

const MUG = 'stoneware-mug-oat'
const CHIP = 'tote-carry[compact] >>> [part="continue"]'
/** As long as it is, it is a page's first word: one that a frame takes, from whoever it takes one from. */
const WORD = {
  t: 'tote:hello',
  v: 1,
  show: 'nowhere',
  locale: 'en',
  look: { theme: null, tokens: {} },
  size: 800,
  page: null,
  hash: '',
}

/** Has the hub's frame in it and says the first word to it, as often as it is let; what came of it is in `window`. */
const framing = (frame: string) =>
  pageHtml(`<iframe src="${frame}" width="400" height="700"></iframe><script>
    window.heard = []
    window.isLoaded = false
    const inner = document.querySelector('iframe')
    inner.addEventListener('load', () => {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = ({ data }) => heard.push(data.t)
      inner.contentWindow.postMessage(${JSON.stringify(WORD)}, '*', [port2])
      window.isLoaded = true
    })
  </script>`)

/** In a portal's page, beside the player: a frame of a stranger that says the first word to all that it can reach. */
const SHOUT = pageHtml(`<script>
  for (const name of Object.keys(parent.frames).concat('top')) {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = ({ data }) => parent.postMessage(['stranger heard', data], '*')
    try { parent[name].postMessage(${JSON.stringify(WORD)}, '*', [port2]) } catch {}
  }
  parent.postMessage('stranger spoke', '*')
</script>`)

let shop: DomainShop
beforeAll(async () => {
  shop = await startDomainShop({
    portalPages: (mount) => {
      const [, hub = '', key = ''] = /data-hub="([^"]*)" data-key="([^"]*)"/.exec(mount) ?? []
      return { ...thiefPages(mount), '/framing': framing(`${hub}/frame?key=${key}`) }
    },
    strangerPages: (frame) => ({
      '/framing': framing(frame),
      '/shout': SHOUT,
      '/alone': pageHtml(`<button>open</button><script>
        window.heard = []
        document.querySelector('button').addEventListener('click', () => {
          const alone = window.open(${JSON.stringify(frame)}, 'alone')
          setInterval(() => {
            const { port1, port2 } = new MessageChannel()
            port1.onmessage = ({ data }) => heard.push(data.t)
            alone.postMessage(${JSON.stringify(WORD)}, '*', [port2])
          }, 50)
        })
      </script>`),
    }),
  })
})
afterAll(() => shop?.close())

const loot = (page: EnginePage) => page.run(() => Reflect.get(window, 'loot') as string[])
const framed = async (page: EnginePage) => new EngineShopper(await page.frame(shop.hub)).online()

// The strictest that shoppers have of each.
describe.each<[string, Engine, EngineOptions]>([
  ['Chromium with third-party cookies blocked', 'chromium', { thirdPartyCookies: 'blocked' }],
  ['Firefox, strict', 'firefox', { isStrict: true }],
  ['WebKit with tracking prevention', 'webkit', {}],
])('in %s', (_, engine, options) => {
  const open = async () => openEngine(engine, { ...options, proxy: await shop.openProxy('127.0.0.2') })
  let browser: EngineBrowser
  beforeAll(async () => {
    browser = await open()
  })
  afterAll(() => browser?.close())

  test('[portal reads DOM, fetch, WebSocket and key] a portal’s script is told SecurityError, whatever of the frame it reaches for', async () => {
    const page = await browser.openPage(`${shop.portal}/thief`)
    await framed(page)
    const { 'its document': inner, ...others } = await page.run(reachIn)
    expect(inner).toBe('null')
    expect(new Set(Object.values(others))).toEqual(new Set(['SecurityError']))
    expect(Object.keys(others)).toHaveLength(7)
    await page.close()
  })

  test('[U53] [portal reads DOM, fetch, WebSocket and key] by the hub, one press and one yes the basket comes into a thief’s page, who gets words over the port and nothing of it; it is there on the next visit, and on no other portal', async () => {
    // The chip is for who is new there: no other test's place may be in this browser.
    const trip = await open()
    const brand = await EngineShopper.open(trip, `${shop.brand}/`)
    const { page } = brand
    await brand.add(MUG, 2)
    await brand.holds(2)
    await page.run(
      (to) => document.querySelector('#portal')?.setAttribute('href', to),
      `${shop.portal}/thief`,
    )
    await page.click('#portal')
    await page.waitForUrl((url) => url.startsWith(`${shop.hub}/adopt`))
    await pressRipe(page, 'tote-adopt >>> .acts button:last-of-type')
    await page.waitForUrl((url) => url.startsWith(shop.portal))
    // Nothing was added to where it leads.
    expect(await page.url()).toBe(`${shop.portal}/thief`)
    const shopper = await framed(page)
    expect(await shopper.lines()).toEqual([])
    const window = await page.popup(() => pressRipe(shopper.page, CHIP))
    await window.waitFor(() => document.querySelector('tote-window') !== null)
    await pressRipe(window, 'tote-continue >>> .acts button:last-of-type')
    await shopper.holds(2)
    expect(await shopper.lines()).toEqual([[MUG, 2]])
    await page.waitFor(() =>
      (Reflect.get(globalThis, 'loot') as string[]).includes('port {"t":"count","quantity":2}'),
    )
    const all = await loot(page)
    // No request, no socket, no key, no store: words over the port alone, and none with a secret or what is in the basket.
    expect(all.filter((line) => !/^(port|postMessage) \{|^postMessage \[/.test(line))).toEqual([])
    expect(all.join('\n')).not.toMatch(/t[gtphrk]_|mug|5800/)
    expect(await page.run(async () => (await indexedDB.databases()).length + localStorage.length)).toBe(0)

    await page.open(`${shop.portal}/`)
    const again = await framed(page)
    await again.holds(2)
    await page.open(`${shop.gazette}/`)
    const elsewhere = await framed(page)
    expect(await elsewhere.lines()).toEqual([])
    await trip.close()
  })

  test('[postMessage from a stranger] a stranger’s frame in the page, and the page after its first word, are not heard', async () => {
    const page = await browser.openPage(`${shop.portal}/shouting`)
    const shopper = await framed(page)
    await page.run(
      ({ src, hub, word }) => {
        const other = document.createElement('iframe')
        other.src = src
        document.querySelector('#others')?.append(other)
        // The page itself, again: a port of its own would make it a second master.
        const { port1, port2 } = new MessageChannel()
        port1.addEventListener('message', ({ data }) => window.postMessage(['page heard', data], '*'))
        port1.start()
        document
          .querySelector('tote-player')
          ?.shadowRoot?.querySelector('iframe')
          ?.contentWindow?.postMessage(word, hub, [port2])
        port1.postMessage({ t: 'play' })
      },
      { src: `${shop.stranger}/shout`, hub: shop.hub, word: WORD },
    )
    const answered = () => page.run(() => Reflect.get(window, 'answered') as unknown[] | undefined)
    await expect.poll(answered, { timeout: 40_000 }).toContain('stranger spoke')
    // What comes after on the port that counts is heard, so what came before was not.
    await shopper.add(MUG, 1)
    await page.waitFor(() => document.querySelector('tote-player')?.shadowRoot !== null)
    expect((await answered())?.filter((word) => Array.isArray(word))).toEqual([])
    expect(await shopper.page.run(() => document.querySelector<TotePlayer>('tote-player')?.show)).toBe(
      'autumn',
    )
    await page.close()
  })

  test('[clickjacking frame] no page but a channel’s can have the frame in it: to a stranger’s the browser shows none', async () => {
    const script = /\/embed\/v[\d.]+\/frame\.js$/
    const page = await browser.openPage(`${shop.portal}/framing`)
    // So that it is known what would be seen.
    await page.waitFor(() => (Reflect.get(window, 'heard') as string[]).includes('ready'))
    expect(page.requests().some((url) => script.test(url))).toBe(true)
    await page.close()
    const stranger = await browser.openPage(`${shop.stranger}/framing`)
    await stranger.waitFor(() => Reflect.get(window, 'isLoaded') === true)
    expect(stranger.requests().some((url) => url.startsWith(`${shop.hub}/frame?`))).toBe(true)
    expect(stranger.requests().filter((url) => script.test(url))).toEqual([])
    expect(await stranger.run(() => Reflect.get(window, 'heard') as string[])).toEqual([])
    await stranger.close()
  })

  test('[frame of a stranger] opened by itself the frame takes no word of who opened it, and shows nothing', async () => {
    const page = await browser.openPage(`${shop.stranger}/alone`)
    const alone = await page.popup(() => page.click('button'))
    await alone.waitForUrl((url) => url.startsWith(`${shop.hub}/frame`))
    await alone.waitFor(() => {
      Reflect.set(window, 'words', 0)
      addEventListener('message', () =>
        Reflect.set(window, 'words', Number(Reflect.get(window, 'words')) + 1),
      )
      return customElements.get('tote-player') !== undefined
    })
    await alone.waitFor(() => Number(Reflect.get(window, 'words')) > 3)
    expect(await alone.has('tote-player')).toBe(false)
    expect(await page.run(() => Reflect.get(window, 'heard') as string[])).toEqual([])
    await alone.close()
    await page.close()
  })
})
