import {
  findFreePort,
  openBrowser,
  servePages,
  startShowHub,
  type PageServer,
  type ShowHub,
  type TestBrowser,
} from '@tote/testkit/e2e'
import { startMediaOrigin, type MediaOrigin, type TestStream } from '@tote/testkit/media'
import { afterAll, beforeAll, expect, test } from 'vitest'

type Page = Awaited<ReturnType<TestBrowser['openPage']>>

let media: MediaOrigin
let stream: TestStream
let hub: ShowHub
let site: PageServer
let device: TestBrowser

beforeAll(async () => {
  media = await startMediaOrigin()
  stream = media.open()
  const port = await findFreePort()
  hub = await startShowHub([`http://brand.localhost:${port}`], { show: { stream: { live: stream.url } } })
  site = await servePages({
    host: 'brand.localhost',
    port,
    pages: {
      '/': `<!doctype html><html lang="en"><meta name="viewport" content="width=device-width">
        <link rel="icon" href="data:,"><title>A shop</title><style>tote-player { max-inline-size: 20rem }</style>
        <button id="other">Something else</button><tote-player show="${hub.show}"></tote-player>
        <script async src="${hub.script}" data-hub="${hub.origin}" data-key="${hub.key}"></script></html>`,
    },
  })
  device = await openBrowser({ thirdPartyCookies: 'blocked' })
})
afterAll(async () => {
  await device?.close()
  await hub?.close()
  await Promise.all([site, media].map((server) => server?.close()))
})

/** A page whose player is drawn and connected, and what it asked for: hints of what to fetch, and the stream. */
async function openPage() {
  const page = await device.openPage()
  await page.setViewport({ width: 800, height: 900, hasTouch: true })
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  const streamed = stream.requests.length
  await page.goto(site.origin)
  await page.bringToFront()
  await page.waitForSelector('tote-player >>> [part=start]', { visible: true })
  await page.waitForFunction(
    () => document.querySelector('tote-player')?.tote?.connection.$connection.get().status === 'online',
  )
  return {
    page,
    isEngineAsked: () => asked.some((path) => /\/engine-[^/]*\.js$/.test(path)),
    isStreamAsked: () => stream.requests.slice(streamed).some((path) => path.endsWith('.m4s')),
    hints: () =>
      page.$$eval('link[rel=modulepreload]', (links) => links.map((link) => link.getAttribute('href'))),
  }
}

/** What it looks like before anybody pressed: the poster, and not a sound. */
const isAtRest = (page: Page) =>
  page.$eval('tote-player', (player) => player.paused && player.playback.state.status === 'idle')

test('[U23] [U38] before somebody means the player nothing of the picture is fetched, and a pointer elsewhere means nothing', async () => {
  const { page, isEngineAsked, isStreamAsked, hints } = await openPage()
  await page.hover('#other')
  await page.click('#other')
  expect([isEngineAsked(), isStreamAsked(), await hints()]).toEqual([false, false, []])
  await page.close()
})

test.each([
  ['a pointer that comes over it', (page: Page) => page.hover('tote-player')],
  ['the focus that comes to it', (page: Page) => page.$eval('tote-player', (player) => player.focus())],
])('%s has the engine and the first pictures there before the press', async (_, mean) => {
  const { page, isEngineAsked, isStreamAsked, hints } = await openPage()
  await mean(page)
  await expect.poll(isEngineAsked).toBe(true)
  await expect.poll(isStreamAsked).toBe(true)
  expect(await hints()).toEqual([expect.stringMatching(/\/engine-[^/]*\.js$/)])
  expect(await isAtRest(page)).toBe(true)
  // The press finds them: the picture moves, and no engine is asked for again.
  await page.click('tote-player >>> [part=start]')
  await page.waitForFunction(() => (document.querySelector('tote-player')?.currentTime ?? 0) > 0)
  await page.close()
})

test('a finger that touches it has the stream on its way before it is lifted', async () => {
  const { page, isEngineAsked, isStreamAsked } = await openPage()
  const start = await page.waitForSelector('tote-player >>> [part=start]')
  const box = await start?.boundingBox()
  if (box == null) throw new Error('the start button is not drawn')
  await page.touchscreen.touchStart(box.x + box.width / 2, box.y + box.height / 2)
  await expect.poll(isEngineAsked).toBe(true)
  await expect.poll(isStreamAsked).toBe(true)
  expect(await isAtRest(page)).toBe(true)
  await page.touchscreen.touchEnd()
  await page.waitForFunction(() => (document.querySelector('tote-player')?.currentTime ?? 0) > 0)
  await page.close()
})
