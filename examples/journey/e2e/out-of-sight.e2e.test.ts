import type { ToteMini, TotePlayer } from '@tote/player'
import type { HTTPRequest, Page } from 'puppeteer-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { mountHtml, openShop, pageHtml, Widget, type Shop } from './shop-fixtures.ts'

const TALL = '<p style="height: 300vh">Much to read.</p>'
const next = '<p><a id="next" href="/product">A product</a></p>'

let shop: Shop
beforeAll(async () => {
  shop = await openShop((hub) => {
    const tag = mountHtml(hub)
    return {
      '/': pageHtml(next + tag + TALL),
      // The tag of the whole site, and no player.
      '/product': pageHtml(
        `<h1>A product</h1><p><a id="back" href="/show">The show</a></p>${tag.slice(tag.indexOf('<script'))}${TALL}`,
      ),
      '/show': pageHtml(tag),
      '/frame': pageHtml(`<div id="there"></div>${tag}${TALL}`),
    }
  })
})
afterAll(() => shop.close())

const small = (page: Page) =>
  page.evaluate(() => {
    const player = document.querySelector<TotePlayer>('tote-player')
    const mini = player?.renderRoot.querySelector<ToteMini>('tote-mini')
    const { right = 0, bottom = 0, width = 0 } = player?.stage?.getBoundingClientRect() ?? {}
    return {
      isInCorner: mini?.isInCorner === true,
      corner: mini?.corner ?? null,
      isVisiting: player?.hasAttribute('data-tote-visiting') === true,
      isInside: right <= innerWidth && bottom <= innerHeight && width > 80,
      frames: document.querySelectorAll('iframe').length,
    }
  })

const move = (page: Page) => page.locator('tote-player >>> tote-mini >>> [part~="move"]').click()

test('[U51] [U52] scrolled away the show goes to the corner, and on from page to page of a site that nobody may frame, with nothing of the site asked for again', async () => {
  const widget = await (await Widget.open(shop.device, `${shop.lab.origin}/`)).play()
  const { page } = widget
  const asked = shop.lab.requests.length
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight))
  await expect.poll(async () => (await small(page)).isInCorner, { timeout: 40_000 }).toBe(true)
  await move(page)
  expect(await small(page)).toMatchObject({ corner: 'bottom-left', isInside: true, frames: 0 })
  expect(shop.lab.requests).toHaveLength(asked)
  await widget.add('stoneware-mug-oat', 1)
  await widget.holds(1)

  await page.evaluate(() => document.querySelector<HTMLElement>('#next')?.click())
  await page.waitForFunction(() => location.pathname === '/product')
  await widget.playing()
  expect(await small(page)).toMatchObject({
    isInCorner: true,
    corner: 'bottom-left',
    isVisiting: true,
    isInside: true,
    frames: 0,
  })
  // The basket is there, and the show opens over the page.
  await widget.holds(1)
  await page.locator('tote-player >>> tote-mini >>> [part~="return"]').click()
  await page.waitForFunction(() => document.querySelector('tote-player')?.matches(':popover-open'))

  await page.evaluate(() => document.querySelector<HTMLElement>('#back')?.click())
  await page.waitForFunction(() => location.pathname === '/show')
  await widget.playing()
  expect(await small(page)).toMatchObject({ isInCorner: false, isVisiting: false, frames: 0 })
  expect(shop.device.faults()).toEqual([])
  await page.close()
})

test('the last picture is painted before anything of the stream has come', async () => {
  const widget = await (await Widget.open(shop.device, `${shop.lab.origin}/`)).play()
  const { page } = widget
  await page.waitForFunction(
    () => (document.querySelector<TotePlayer>('tote-player')?.video?.readyState ?? 0) > 1,
  )
  await page.evaluateOnNewDocument(() => {
    const drawImage = Reflect.get(CanvasRenderingContext2D.prototype, 'drawImage') as (
      ...given: unknown[]
    ) => void
    CanvasRenderingContext2D.prototype.drawImage = function draw(
      this: CanvasRenderingContext2D,
      ...given: unknown[]
    ) {
      Reflect.set(window, 'isPainted', true)
      Reflect.apply(drawImage, this, given)
    }
  })
  const stream = await holdStream(page)
  await page.evaluate(() => document.querySelector<HTMLElement>('#next')?.click())
  await page.waitForFunction(() => location.pathname === '/product' && Reflect.get(window, 'isPainted'))
  stream.letGo()
  await widget.playing()
  expect(shop.device.faults()).toEqual([])
  await page.close()
})

test('closed, the show does not follow to the next page', async () => {
  const widget = await (await Widget.open(shop.device, `${shop.lab.origin}/`)).play()
  const { page } = widget
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight))
  await expect.poll(async () => (await small(page)).isInCorner, { timeout: 40_000 }).toBe(true)
  await page.locator('tote-player >>> tote-mini >>> [part~="close"]').click()
  await page.goto(`${shop.lab.origin}/product`)
  expect(await page.evaluate(() => sessionStorage.getItem('tote:sight'))).toBeNull()
  expect(await page.$('tote-player')).toBeNull()
  await page.close()
})

test('[U51] moved within its page by `moveBefore`, the show plays on in its corner: one picture, one socket, nothing loaded anew', async () => {
  const widget = await (await Widget.open(shop.device, `${shop.lab.origin}/frame`)).play()
  const { page } = widget
  await page.evaluate(() => document.querySelector<TotePlayer>('tote-player')?.scrollIntoView())
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight))
  await expect.poll(async () => (await small(page)).isInCorner, { timeout: 40_000 }).toBe(true)
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  const session = await page.createCDPSession()
  await session.send('Network.enable')
  session.on('Network.webSocketCreated', ({ url }) => asked.push(url))
  const before = await page.evaluate(() => {
    const player = document.querySelector<TotePlayer>('tote-player')
    const there = document.querySelector<HTMLElement & { moveBefore(node: Node, child: null): void }>(
      '#there',
    )
    if (player == null || there === null) throw new Error('there is no player to move')
    const { video, tote } = player
    Reflect.set(window, 'stopped', 0)
    for (const event of ['pause', 'emptied', 'seeking'])
      video?.addEventListener(event, () =>
        Reflect.set(window, 'stopped', Number(Reflect.get(window, 'stopped')) + 1),
      )
    there.moveBefore(player, null)
    const isSame = player.video === video && player.tote === tote && player.parentElement === there
    return { isSame, time: player.currentTime }
  })
  expect(before.isSame).toBe(true)
  await page.waitForFunction(
    (time) => (document.querySelector<TotePlayer>('tote-player')?.currentTime ?? 0) > time + 3,
    {},
    before.time,
  )
  expect(await page.evaluate(() => Number(Reflect.get(window, 'stopped')))).toBe(0)
  expect(await small(page)).toMatchObject({ isInCorner: true, isInside: true })
  // What comes next of the stream, and nothing else: no socket, no show, and no stream opened anew.
  expect(asked.filter((path) => !path.startsWith('/media/') || path.endsWith('/master.m3u8'))).toEqual([])
  await widget.add('stoneware-mug-oat', 1)
  await page.locator('tote-player >>> tote-mini >>> [part~="return"]').click()
  await expect.poll(async () => (await small(page)).isInCorner).toBe(false)
  expect(shop.device.faults()).toEqual([])
  await page.close()
})

/** Lets nothing of the stream through to the pages that follow, until it is let go. */
async function holdStream(page: Page): Promise<{ letGo(): void }> {
  const held: HTTPRequest[] = []
  let isHeld = true
  const pass = (request: HTTPRequest) => void request.continue().catch(() => undefined)
  await page.setRequestInterception(true)
  page.on('request', (request) => {
    if (isHeld && new URL(request.url()).pathname.startsWith('/media/')) held.push(request)
    else pass(request)
  })
  return {
    letGo() {
      isHeld = false
      held.forEach(pass)
    },
  }
}
