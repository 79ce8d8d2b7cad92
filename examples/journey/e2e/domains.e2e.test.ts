import { openEngine, type Engine, type EngineOptions } from '@tote/testkit/engines'
import { carryEachWay, startDomainShop, type DomainShop } from '@tote/testkit/shop'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { EngineShopper } from './engine-shopper.ts'

const MUG = 'stoneware-mug-oat'

let shop: DomainShop
beforeAll(async () => {
  shop = await startDomainShop()
})
afterAll(() => shop?.close())

// As shoppers have them, the strictest of each engine among them.
const BROWSERS: [string, Engine, EngineOptions][] = [
  ['Chromium with third-party cookies allowed', 'chromium', { thirdPartyCookies: 'allowed' }],
  ['Chromium with third-party cookies blocked', 'chromium', { thirdPartyCookies: 'blocked' }],
  ['Firefox, standard', 'firefox', {}],
  ['Firefox, strict', 'firefox', { isStrict: true }],
  ['WebKit with tracking prevention', 'webkit', {}],
]

test.each(BROWSERS)(
  '[U50] [U53] in %s a basket goes to other domains by a link, by a window of the hub, and by eight letters to another network',
  async (_, engine, options) => {
    const here = await openEngine(engine, { ...options, proxy: await shop.openProxy('127.0.0.2') })
    const there = await openEngine(engine, { ...options, proxy: await shop.openProxy('127.0.0.3') })
    try {
      const carried = await carryEachWay(shop, here, there)
      expect(carried.map(({ path, lines }) => [path, lines])).toEqual([
        ['link', [['stoneware-mug-oat', 2]]],
        ['window', [['stoneware-mug-oat', 2]]],
        ['letters', [['stoneware-mug-oat', 2]]],
      ])
    } finally {
      await here.close()
      await there.close()
    }
  },
  // Two browsers and three ways, one after the other.
  120_000,
)

test.each(BROWSERS)(
  '[U54] in %s a browser that never was at the hub by itself fills a basket, keeps it, and takes it to another site by a link',
  async (_, engine, options) => {
    const browser = await openEngine(engine, { ...options, proxy: await shop.openProxy('127.0.0.2') })
    try {
      const shopper = await EngineShopper.open(browser, `${shop.brand}/`)
      const { page } = shopper
      await shopper.add(MUG, 2)
      await shopper.holds(2)
      await page.reload()
      // From the device before the hub has answered; a link carries it once it has.
      await shopper.holds(2)
      await shopper.online()
      await page.click('#away')
      await page.waitForUrl((url) => url.startsWith(shop.market))
      await page.click('tote-offer >>> [part~="accept"]')
      await shopper.holds(2)
      await page.reload()
      await shopper.holds(2)
      expect(await shopper.lines()).toEqual([[MUG, 2]])
      // Scripts, calls and sockets: no page of the hub's was shown, at the top or in a frame.
      expect(
        page.requests().filter((url) => /^https:\/\/hub\.test\/(continue|adopt|where|frame)/.test(url)),
      ).toEqual([])
    } finally {
      await browser.close()
    }
  },
)
