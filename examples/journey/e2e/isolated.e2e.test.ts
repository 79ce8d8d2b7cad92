import type { TotePlayer } from '@tote/player'
import type { IsolatedPlayer } from '@tote/player/isolated'
import type { Page } from 'puppeteer-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Framed } from './framed.ts'
import { KEY, mountHtml, openShop, pageHtml, type Shop } from './shop-fixtures.ts'

/** A page keeps what its player tells it. */
const LISTEN = `<script>
  window.heard = []
  for (const type of ['playing', 'pause', 'tote-count-change', 'tote-checkout-open', 'tote-error'])
    addEventListener(type, (event) => heard.push([type, event.quantity ?? event.error?.code ?? null]), true)
</script>`

const PATIENCE = { timeout: 40_000 }

let shop: Shop
beforeAll(async () => {
  shop = await openShop(undefined, (hub) => ({
    '/': pageHtml(mountHtml(hub, { isIsolated: true, more: LISTEN })),
    '/wide': pageHtml(
      `<style>tote-player { max-inline-size: none }</style>${mountHtml(hub, { isIsolated: true })}`,
    ),
    '/loose': pageHtml(mountHtml(hub)),
    '/liar': pageHtml(`<iframe src="${hub}/frame?key=${KEY}" width="400" height="700"></iframe><script>
      document.querySelector('iframe').addEventListener('load', ({ target }) => {
        const word = {
          t: 'tote:hello', v: 1, show: 'autumn', locale: 'en', look: { theme: null, tokens: {} }, size: 800,
          page: 'https://evil.test/', hash: '#tote=tt_aaaaaaaaaaaaaaaaaaaaaa',
        }
        target.contentWindow.postMessage(word, '${hub}', [new MessageChannel().port2])
      })
    </script>`),
    '/late': pageHtml(
      mountHtml(hub, { more: '<div style="height:3000px"></div>' }).replace(
        '<tote-player',
        '<tote-player isolated',
      ),
    ),
  }))
})
afterAll(() => shop.close())

async function open(path = '/', width = 420): Promise<Page> {
  const page = await shop.device.openPage()
  await page.setViewport({ width, height: 860 })
  await page.goto(shop.portal.origin + path)
  return page
}

const heard = (page: Page) => page.evaluate(() => Reflect.get(window, 'heard') as [string, unknown][])
const pressPart = (framed: Framed, part: string) =>
  framed.frame.locator(`tote-player >>> [part~="${part}"]`).click()

test('an isolated player plays and sells in a frame of the hub, and tells its page three things', async () => {
  const page = await open()
  const framed = await Framed.on(page, shop.hubOrigin)
  await pressPart(framed, 'start')
  await expect.poll(() => heard(page), { timeout: 40_000 }).toContainEqual(['playing', null])
  await framed.add('stoneware-mug-oat', 2)
  await expect.poll(() => heard(page)).toContainEqual(['tote-count-change', 2])
  await page.evaluate(() => document.querySelector<IsolatedPlayer & HTMLElement>('tote-player')?.pause())
  await expect.poll(() => heard(page)).toContainEqual(['pause', null])
  expect(shop.device.faults()).toEqual([])
  await page.close()
})

test('its page loads none of the player: the loader, the small element and the poster', async () => {
  const page = await shop.device.openPage()
  const scripts: string[] = []
  page.on('request', (request) => {
    if (request.resourceType() === 'script' && request.frame() === page.mainFrame())
      scripts.push(new URL(request.url()).pathname.split('/').at(-1) ?? '')
  })
  await page.goto(shop.portal.origin)
  await Framed.on(page, shop.hubOrigin)
  expect(scripts.map((name) => name.split('-')[0])).toEqual(['tote.js', 'isolated'])
  await page.close()
})

test('the attribute on one player is enough, and it is left until it is near', async () => {
  const page = await open('/late')
  await Framed.on(page, shop.hubOrigin)
  expect(await page.evaluate(() => 'tote' in (document.querySelector('tote-player') ?? {}))).toBe(false)
  await page.close()
})

test('the frame is as high as the picture asks for in a narrow place, and as the page says in a wide one', async () => {
  for (const [path, width] of [
    ['/', 420],
    ['/wide', 1200],
  ] as const) {
    const page = await open(path, width)
    const { frame } = await Framed.on(page, shop.hubOrigin)
    const inside = () =>
      frame.evaluate(() => {
        const { width: wide = 0, height = 0 } =
          document.querySelector('tote-player')?.getBoundingClientRect() ?? {}
        return [Math.round(wide), Math.round(height), window.innerHeight]
      })
    await expect.poll(inside).toEqual(width === 420 ? [416, 740, 740] : [1200, 704, 704])
    await page.close()
  }
})

test('[portal] a page that is isolated gets no session by leaving the frame out', async () => {
  const page = await open('/loose')
  await expect
    .poll(() => shop.device.faults().some(({ text }) => text.includes('isolated channel')), {
      timeout: 40_000,
    })
    .toBe(true)
  shop.device.clearFaults()
  await page.close()
})

test('a place of its own: kept from one visit to the next, and named by the site around it', async () => {
  const page = await open()
  const framed = await Framed.on(page, shop.hubOrigin)
  await framed.holds(2)
  expect(await framed.units()).toBe(2)
  await page.close()
})

test('the shopper goes to pay at the brand, with the basket, in a window the page has no part in', async () => {
  const page = await open()
  await page.setViewport({ width: 420, height: 860 })
  const framed = await Framed.on(page, shop.hubOrigin)
  await framed.holds(2)
  await framed.frame.evaluate(() =>
    document.querySelector<HTMLElementTagNameMap['tote-player']>('tote-player')?.openPanel('cart'),
  )
  await page.bringToFront()
  let brand: Page | null = null
  page.once('popup', (opened) => (brand = opened))
  // Until it counts: nothing is given away in the first half second.
  await expect
    .poll(
      async () => {
        if (brand === null) await framed.frame.locator('tote-player >>> [part~="checkout"]').click()
        return brand !== null
      },
      { interval: 600, timeout: 40_000 },
    )
    .toBe(true)
  await expect.poll(() => heard(page)).toContainEqual(['tote-checkout-open', null])
  const opened = await shop.device.browser.waitForTarget((target) =>
    target.url().startsWith(shop.brand.origin),
  )
  const question = await (
    await opened.page()
  )?.waitForSelector('tote-player >>> [part~="question"]', { visible: true })
  expect(await question?.evaluate((element) => element.textContent)).toBe(
    `Continue with 2 items from ${new URL(shop.portal.origin).host}?`,
  )
  await (await opened.page())?.close()
  await page.close()
})

const shared = (framed: Framed) =>
  framed.frame.evaluate(() => {
    const share = document
      .querySelector<TotePlayer>('tote-player')
      ?.shadowRoot?.querySelector('tote-share[compact]')
    return [...(share?.shadowRoot?.querySelectorAll('li') ?? [])].map(({ textContent }) => textContent.trim())
  })

test('a link with a basket’s contents to the page is asked about in the frame, and links made there lead to the page', async () => {
  const page = await open('/?a=1#reviews&tote-cart=stoneware-mug-oat:3')
  const framed = await Framed.on(page, shop.hubOrigin)
  await expect.poll(() => shared(framed), PATIENCE).toEqual([expect.stringMatching(/3\W*\)$/)])
  // Handed over it is gone from the address; the rest of it is the page's.
  expect(page.url()).toBe(`${shop.portal.origin}/?a=1#reviews`)
  // Of the visits before.
  await framed.holds(2)
  await framed.frame.locator('tote-player >>> tote-share[compact] >>> [part="add"]').click()
  await framed.holds(5)

  // Not allowed to copy, the element shows the link.
  await framed.frame.evaluate(() => {
    Object.defineProperty(navigator.clipboard, 'writeText', { value: () => Promise.reject(new Error('no')) })
    document.querySelector<TotePlayer>('tote-player')?.openPanel('cart')
  })
  const share = 'tote-player >>> tote-share:not([compact])'
  await framed.frame.locator(`${share} >>> [part="open"]`).click()
  await framed.frame.locator(`${share} >>> [part="copy"]`).click()
  const link = await framed.frame.waitForSelector(`${share} >>> [part="link"]`)
  expect(await link?.evaluate((input) => Reflect.get(input, 'value') as unknown)).toBe(
    `${shop.portal.origin}/?a=1#tote-cart=stoneware-mug-oat:5`,
  )
  await page.close()
})

test('a page that says it is somebody else’s address gets no links to it', async () => {
  const page = await open('/liar')
  const framed = await Framed.on(page, shop.hubOrigin)
  expect(
    await framed.frame.evaluate(() => [
      Reflect.get(document, Symbol.for('tote.page')) as unknown,
      location.hash,
      document.querySelector<TotePlayer>('tote-player')?.tote?.journey.$offer.get(),
    ]),
  ).toEqual([null, '', null])
  await page.close()
})

test('what the page says of show, language, theme and sight reaches the player in the frame', async () => {
  const page = await open()
  const framed = await Framed.on(page, shop.hubOrigin)
  const inside = () =>
    framed.frame.evaluate(() => {
      const player = document.querySelector<TotePlayer>('tote-player')
      const { theme, paused, show } = player ?? {}
      return { show, theme, paused, lang: document.documentElement.lang }
    })
  const change = (attributes: Record<string, string>) =>
    page.evaluate((given) => {
      const player = document.querySelector('tote-player')
      for (const [name, value] of Object.entries(given)) player?.setAttribute(name, value)
    }, attributes)
  await expect.poll(inside, PATIENCE).toMatchObject({ show: 'autumn', theme: 'light', lang: 'en' })
  await change({ lang: 'de', theme: 'dark' })
  await expect.poll(inside, PATIENCE).toMatchObject({ theme: 'dark', lang: 'de' })

  await pressPart(framed, 'start')
  await expect.poll(() => heard(page), PATIENCE).toContainEqual(['playing', null])
  await change({ style: 'display: none' })
  await expect.poll(() => heard(page), PATIENCE).toContainEqual(['pause', null])
  await page.evaluate(() => {
    Reflect.set(window, 'heard', [])
    document.querySelector('tote-player')?.removeAttribute('style')
  })
  await expect.poll(() => heard(page), PATIENCE).toContainEqual(['playing', null])

  await change({ show: 'nowhere' })
  await expect.poll(inside, PATIENCE).toMatchObject({ show: 'nowhere' })
  await page.close()
  shop.device.clearFaults()
})
