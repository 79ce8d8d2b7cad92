import { openEngine, type Engine, type EngineOptions } from '@tote/testkit/engines'
import { carryEachWay, startDomainShop, type DomainShop } from '@tote/testkit/shop'
import { afterAll, beforeAll, expect, test } from 'vitest'

let shop: DomainShop
beforeAll(async () => {
  shop = await startDomainShop()
})
afterAll(() => shop?.close())

// The strictest that shoppers have; `pnpm bench carry` goes through the others too.
test.each<[string, Engine, EngineOptions]>([
  ['Chromium with third-party cookies blocked', 'chromium', { thirdPartyCookies: 'blocked' }],
  ['Firefox, strict', 'firefox', { isStrict: true }],
  ['WebKit with tracking prevention', 'webkit', {}],
])(
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
