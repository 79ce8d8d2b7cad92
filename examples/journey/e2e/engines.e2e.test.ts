import type { TotePlayer } from '@tote/player'
import { ENGINES, openEngine, type EngineBrowser } from '@tote/testkit/engines'
import { cardLateMs, FILM, watchCards, type DrawnCard } from '@tote/testkit/media'
import { AFTER_BREAK_SECONDS, NEW_ROUND_SECONDS, startStreamShop, type StreamShop } from '@tote/testkit/shop'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { EngineShopper } from './engine-shopper.ts'

const mug = 'stoneware-mug-oat'
const PRODUCTS = ['dome-lamp', 'silk-scarf', 'straw-hat'] as const
/** Milliseconds before its cue that a card may be drawn: the frame it fell into, and WebKit's clock is one ahead of what it shows. */
const EARLY = -84
/** Without a graphics card WebKit's picture stands for a while after a seek, while its clock and sound go on. */
const SETTLED_MS = 2500
/**
 * WebKit's own words on a page that is left: its socket, whether or not it is being closed, and what it was just loading. And
 * on a pointer that came near the player without a tap: what plays was fetched ahead.
 */
const WEBKITS =
  /closed due to suspension\.$|\.m3u8 due to access control checks\.$|preloaded using link preload/
const pin = (productId: string) => ({ kind: 'pinProduct', productId })

describe.each(ENGINES)('in %s', (engine) => {
  let shop: StreamShop
  let browser: EngineBrowser
  let recorded: number[]
  beforeAll(async () => {
    shop = await startStreamShop()
    // In the recording: by itself, behind a break, and where the film begins anew.
    recorded = [8, AFTER_BREAK_SECONDS + 0.2, NEW_ROUND_SECONDS + 0.2].map(
      (seconds) => shop.startsAtMs + seconds * 1000,
    )
    for (const [index, productId] of PRODUCTS.entries())
      await shop.hub.cue('recording', pin(productId), recorded[index])
    browser = await openEngine(engine)
  })
  afterAll(async () => {
    await browser?.close()
    await shop?.close()
  })
  // What made one test fail, a page that hangs say, is not to meet the next.
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return
    await browser.close()
    browser = await openEngine(engine)
  })

  test('[U50] [U53] a live show plays from another origin, a pinned product is added, the basket goes along to another site and back, reaches the check-out, and is there after a reload', async () => {
    const shopper = await (await EngineShopper.open(browser, shop.pageOf('live'))).play()
    const { page } = shopper
    await shop.hub.cue('live', pin('market-tote'))
    await page.click('tote-product-card >>> [part~="add-button"]')
    await shopper.holds(1)

    await page.click('#away')
    await page.waitForUrl((url) => url.startsWith(shop.market.origin))
    await page.click('tote-offer >>> [part~="accept"]')
    await shopper.holds(1)
    await shopper.playing()
    await shopper.add(mug, 2)
    await shopper.holds(3)

    await page.click('#away')
    await page.waitForUrl((url) => url.startsWith(shop.brand.origin))
    await shopper.online()
    await shopper.holds(3)
    await page.run(() => {
      document.addEventListener('tote-checkout-request', (event) => {
        event.preventDefault()
        Reflect.set(window, 'asked', event.detail.cart.totalQuantity)
      })
      document.querySelector<TotePlayer>('tote-player')?.openPanel('cart')
    })
    await page.click('tote-cart >>> [part~="checkout"]')
    expect(await page.waitFor(() => Reflect.get(window, 'asked') as unknown)).toBe(3)

    await page.reload()
    await shopper.holds(3)
    expect(await shopper.lines()).toEqual([
      ['market-tote', 1],
      [mug, 2],
    ])
    expect(page.faults().filter(({ text }) => !WEBKITS.test(text))).toEqual([])
    await page.close()
  })

  test.each(['live', 'low-latency'] as const)(
    '[U15] a product that is pinned in a %s show is drawn with the picture it belongs to',
    async (kind) => {
      const shopper = await (await EngineShopper.open(browser, shop.pageOf(kind))).play()
      await shopper.page.run(watchCards, FILM)
      const soon = Date.now() + 1000
      for (const [index, productId] of PRODUCTS.entries())
        await shop.hub.cue(kind, pin(productId), soon + index * 2000)
      const cues = PRODUCTS.map((_, index) => soon + index * 2000)
      const late = await lateBy(shopper, cues, shop.startsAtMs - shop.onAirBeforeMs)
      expect(late).toBeGreaterThan(EARLY)
      expect(late).toBeLessThanOrEqual(250)
    },
  )

  test('[U15] in a recording too: after a seek, behind a break, and where the film begins anew', async () => {
    const shopper = await (await EngineShopper.open(browser, shop.pageOf('recording'))).play()
    await shopper.page.run(watchCards, FILM)
    for (const [index, at] of recorded.entries()) {
      await shopper.seek(at - SETTLED_MS)
      await shopper.page.waitFor(
        (count) => (Reflect.get(window, 'drawnCards') as unknown[]).length >= count,
        index + 1,
      )
    }
    const late = await lateBy(shopper, recorded, shop.startsAtMs)
    expect(late).toBeGreaterThan(EARLY)
    expect(late).toBeLessThanOrEqual(250)
  })

  test('[U37] a page that is left rests in the back/forward cache where the engine can, and on the way back is in step with what happened meanwhile', async () => {
    const shopper = await (await EngineShopper.open(browser, shop.pageOf('live'))).play()
    const { page } = shopper
    const units = (await shopper.lines()).reduce((sum, [, quantity]) => sum + quantity, 0)
    await page.run(() =>
      addEventListener('pageshow', (event) => Reflect.set(window, 'wasKept', event.persisted)),
    )
    await page.click('#plain')
    await page.waitForUrl((url) => url.endsWith('/plain'))
    const other = await EngineShopper.open(browser, shop.pageOf('low-latency'))
    await other.add(mug, 1)
    await other.holds(units + 1)
    await page.back()
    await page.waitForUrl((url) => url.endsWith('/live'))
    await shopper.holds(units + 1)
    // Firefox puts no page aside that has a socket, a lock or Media Source Extensions; see docs/guides/player.md.
    const isKept = engine !== 'firefox'
    expect(await page.run(() => Reflect.get(window, 'wasKept') === true)).toBe(isKept)
    if (isKept) await shopper.playing()
    await other.page.close()
    await page.close()
  })
})

// In Chromium, with much more, in out-of-sight.e2e.test.ts.
test.each(['firefox', 'webkit'] as const)(
  '[U51] in %s, scrolled away, the show goes on in a corner of the window, moves to another, and comes back',
  async (engine) => {
    const shop = await startStreamShop()
    const browser = await openEngine(engine)
    const shopper = await (await EngineShopper.open(browser, shop.pageOf('live'))).play()
    const { page } = shopper
    await page.run(() => {
      const text = document.createElement('p')
      text.style.height = '300vh'
      document.body.append(text)
      scrollTo(0, document.documentElement.scrollHeight)
    })
    const small = () =>
      page.run(() => {
        const player = document.querySelector<TotePlayer>('tote-player')
        const { stage } = player ?? {}
        const { right = 0, bottom = 0, width = 0 } = stage?.getBoundingClientRect() ?? {}
        return {
          isOnTop: stage?.matches(':popover-open') === true,
          corner: stage?.dataset['corner'] ?? null,
          isInside: width > 80 && right <= innerWidth && bottom <= innerHeight,
          isPlaying: player?.paused === false,
        }
      })
    const inCorner = { isOnTop: true, isInside: true, isPlaying: true }
    await expect.poll(small, { timeout: 40_000 }).toMatchObject({ ...inCorner, corner: 'bottom-right' })
    await page.click('tote-mini >>> [part~="move"]')
    await expect.poll(small).toMatchObject({ ...inCorner, corner: 'bottom-left' })
    await page.click('tote-mini >>> [part~="return"]')
    await expect.poll(small).toMatchObject({ isOnTop: false, corner: null, isPlaying: true })
    await shopper.playing()
    await browser.close()
    await shop.close()
  },
)

/**
 * By how much later than these three cues their cards were drawn, in milliseconds of the film: the middle one, for a machine
 * without a graphics card holds up a picture now and then.
 */
async function lateBy({ page }: EngineShopper, cues: readonly number[], startsAtMs: number): Promise<number> {
  for (const count of cues.keys())
    await page.waitFor((before) => (Reflect.get(window, 'drawnCards') as unknown[]).length > before, count)
  const drawn = await page.run(() => Reflect.get(window, 'drawnCards') as DrawnCard[])
  await page.close()
  const late = cues.map((at, index) => {
    const card = drawn[index]
    return card === undefined ? Number.NaN : cardLateMs(card, { at, startsAtMs })
  })
  console.info(
    `cards drawn after their cues by ${late.map((ms) => Math.round(ms)).join(', ')} ms of the film`,
  )
  return late.toSorted((a, b) => a - b)[1] ?? Number.NaN
}
