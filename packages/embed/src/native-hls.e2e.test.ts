import { findFreePort, servePages, startShowHub, type PageServer, type ShowHub } from '@tote/testkit/e2e'
import { openEngine, type EngineBrowser, type EnginePage } from '@tote/testkit/engines'
import { startMediaOrigin, type MediaOrigin, type TestStream } from '@tote/testkit/media'
import type { TotePlayer } from '@tote/player'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'

// What a player does where a script may feed no picture, as on an iPhone before iOS 17.1: the browser plays the stream itself.
// Chromium does so, and WebKit by GStreamer, where it is let. Neither tells the date of a stream's pictures, which Safari does:
// what hangs on that is tested with a video that does, in media.dom.test.ts.

/** Before any other script of the page. */
const WITHOUT_MSE =
  '<script>for (const name of ["MediaSource", "ManagedMediaSource", "WebKitMediaSource"]) delete window[name]</script>'

let media: MediaOrigin
let hub: ShowHub
let site: PageServer
const pages: Record<string, string> = {}

beforeAll(async () => {
  media = await startMediaOrigin()
  const port = await findFreePort()
  hub = await startShowHub([`http://brand.localhost:${port}`])
  site = await servePages({ host: 'brand.localhost', port, pages })
})
afterAll(async () => {
  await hub?.close()
  await Promise.all([site, media].map((server) => server?.close()))
})

/** A page with a player of this stream. */
async function openPage(browser: EngineBrowser, { url }: Pick<TestStream, 'url'>): Promise<EnginePage> {
  pages['/'] = `<!doctype html><html lang="en"><meta name="viewport" content="width=device-width">
    <link rel="icon" href="data:,"><title>A shop</title><style>tote-player { max-inline-size: 20rem }</style>${WITHOUT_MSE}
    <tote-player show="${hub.show}" src="${url}"></tote-player>
    <script async src="${hub.script}" data-hub="${hub.origin}" data-key="${hub.key}"></script></html>`
  return browser.openPage(site.origin)
}

async function start(page: EnginePage): Promise<void> {
  await page.click('tote-player >>> [part~="start"]')
  await page.waitFor(() => {
    const video = document.querySelector<TotePlayer>('tote-player')?.video
    return video != null && !video.paused && video.currentTime > 0.5
  })
}

const stateOf = (page: EnginePage) =>
  page.run(() => {
    const player = document.querySelector<TotePlayer>('tote-player')
    const { playback } = player ?? {}
    const { state } = playback ?? {}
    return {
      status: state?.status,
      code: state?.status === 'failed' ? state.error.code : null,
      isLive: playback?.isLive,
      canSeek: playback?.canSeek,
      hasSource: player?.video?.hasAttribute('src'),
    }
  })

describe.each(['chromium', 'webkit'] as const)('in %s', (engine) => {
  let browser: EngineBrowser
  beforeAll(async () => {
    browser = await openEngine(engine, { hasOwnHls: true })
  })
  afterAll(() => browser?.close())
  beforeEach(() => {
    for (const path of Object.keys(pages)) delete pages[path]
  })

  test('a recording plays, and goes where it is sought', async () => {
    const page = await openPage(browser, media.open({ kind: 'on-demand', windowSeconds: 60 }))
    await start(page)
    expect(await stateOf(page)).toMatchObject({ status: 'playing', isLive: false, canSeek: true })
    await page.run(() => {
      const player = document.querySelector<TotePlayer>('tote-player')
      if (player !== null) player.currentTime = 30
    })
    await page.waitFor(() => (document.querySelector<TotePlayer>('tote-player')?.currentTime ?? 0) > 31)
    expect(page.faults()).toEqual([])
    await page.close()
  })

  test('taken out of the page it lets go of its stream', async () => {
    const stream = media.open()
    const page = await openPage(browser, stream)
    await start(page)
    await page.run(() => {
      const player = document.querySelector<TotePlayer>('tote-player')
      Reflect.set(window, 'taken', player?.video)
      player?.remove()
    })
    await expect
      .poll(() =>
        page.run(() => {
          const video = Reflect.get(window, 'taken') as HTMLVideoElement
          return [video.hasAttribute('src'), video.networkState === HTMLMediaElement.NETWORK_EMPTY]
        }),
      )
      .toEqual([false, true])
    await page.close()
  })

  test('a stream that is not there is told, and tried again when it is', async () => {
    const stream = media.open({ kind: 'on-demand', windowSeconds: 60 })
    const mend = stream.fail(/\.m3u8$/, { status: 404 })
    const page = await openPage(browser, stream)
    await page.click('tote-player >>> [part~="start"]')
    await expect.poll(async () => (await stateOf(page)).status).toBe('failed')
    // Of a refused address a browser tells no more than that it cannot be played.
    expect((await stateOf(page)).code).toMatch(/^media_(?:unplayable|failed|not_found)$/)
    mend()
    await page.click('tote-player >>> [part~="fault"] >>> button')
    await page.waitFor(() => (document.querySelector<TotePlayer>('tote-player')?.currentTime ?? 0) > 0.5)
    expect((await stateOf(page)).status).toBe('playing')
    await page.close()
  })
})

test('in Chromium a live show is one, at its edge, with nowhere to go back to', async () => {
  const browser = await openEngine('chromium')
  const page = await openPage(browser, media.open())
  await start(page)
  expect(await stateOf(page)).toMatchObject({ status: 'playing', isLive: true, canSeek: false })
  expect(
    await page.run(() => {
      const { playback } = document.querySelector<TotePlayer>('tote-player') ?? {}
      return [playback?.lag, playback?.isAtEdge]
    }),
  ).toEqual([0, true])
  await browser.close()
})

test('in WebKit the languages of the sound can be chosen', async () => {
  const browser = await openEngine('webkit', { hasOwnHls: true })
  const page = await openPage(browser, media.open({ kind: 'on-demand', windowSeconds: 60, tracks: 'apart' }))
  await start(page)
  const choice = () =>
    page.run(() => document.querySelector<TotePlayer>('tote-player')?.playback.engine?.audioTracks?.())
  await expect.poll(async () => (await choice())?.all.length).toBe(2)
  // GStreamer tells no names: by its number each can still be chosen.
  expect((await choice())?.all.every(({ label }) => label !== '')).toBe(true)
  await page.run(() =>
    document.querySelector<TotePlayer>('tote-player')?.playback.engine?.chooseAudioTrack?.(1),
  )
  await expect.poll(async () => (await choice())?.chosen).toBe(1)
  await browser.close()
})

test('in Firefox, which plays no such stream by itself, the shopper is told so', async () => {
  const browser = await openEngine('firefox')
  const page = await openPage(browser, media.open())
  await page.click('tote-player >>> [part~="start"]')
  await expect.poll(async () => (await stateOf(page)).code).toBe('media_unplayable')
  expect(await page.text('tote-player >>> [part~="fault"] p')).toBe('This browser cannot play the show.')
  await browser.close()
})
