import { openEngine, type EngineBrowser, type EnginePage } from '@tote/testkit/engines'
import type { StreamOptions } from '@tote/testkit/media'
import { startStreamShop, type StreamShop } from '@tote/testkit/shop'
import type { TotePlayer } from '@tote/player'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'

/** A stream that failed is asked again after up to a quarter of a minute. */
const SLOW = { timeout: 40_000 }

let shop: StreamShop
beforeAll(async () => {
  shop = await startStreamShop()
})
afterAll(() => shop?.close())

// What Chromium does with all of these, and more of them, is in playing.e2e.test.ts.
describe.each(['firefox', 'webkit'] as const)('in %s', (engine) => {
  let browser: EngineBrowser
  beforeAll(async () => {
    browser = await openEngine(engine)
  })
  afterAll(() => browser?.close())
  // What made one test fail, a page that hangs say, is not to meet the next.
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return
    await browser.close()
    browser = await openEngine(engine)
  })

  test.each<[string, StreamOptions]>([
    ['live', {}],
    ['low-latency live', { isLowLatency: true }],
    ['live with rewind', { windowSeconds: 300 }],
    ['a recording', { kind: 'on-demand', windowSeconds: 60 }],
  ])('%s plays, with sound, and nothing is said in the console', async (_, shape) => {
    const page = await browser.openPage(shop.pageWith(shape).url)
    await start(page)
    expect(await page.run(() => document.querySelector<TotePlayer>('tote-player')?.muted)).toBe(false)
    expect(page.faults()).toEqual([])
    await page.close()
  })

  test('segments that are missing and junk are stepped over', async () => {
    const startsAtMs = Math.floor(Date.now() / 1000) * 1000 - 60_000
    const { url, stream } = shop.pageWith({ startsAtMs })
    const next = Math.floor((stream.onAirMs - startsAtMs) / 2000) + 1
    stream.fail(new RegExp(`/s${next}\\.m4s$`), { status: 404 })
    stream.fail(new RegExp(`/s${next + 2}\\.m4s$`), { junk: true })
    const page = await browser.openPage(url)
    await start(page)
    const from = await page.run(() => document.querySelector<TotePlayer>('tote-player')?.currentTime ?? 0)
    // Beyond the first hole, and beyond the second.
    for (const seconds of [9, 15])
      await page.waitFor(
        (time) => (document.querySelector<TotePlayer>('tote-player')?.currentTime ?? 0) > time,
        from + seconds,
      )
    expect(await statusOf(page)).toBe('playing')
    expect(stream.requests.some((path) => path.endsWith(`/s${next + 2}.m4s`))).toBe(true)
    await page.close()
  })

  test('playlists that fail for a while do not end the show', async () => {
    const { url, stream } = shop.pageWith()
    const page = await browser.openPage(url)
    await start(page)
    const asked = () => page.requests().filter((url) => url.includes('.m3u8')).length
    const before = asked()
    const mend = stream.fail(/\.m3u8$/, { status: 500 })
    // Not until it shows: what an engine has in hand by then differs, and one has given up before.
    await expect.poll(asked, SLOW).toBeGreaterThan(before + 1)
    mend()
    const mended = asked()
    await expect.poll(asked, SLOW).toBeGreaterThan(mended + 1)
    await expect.poll(() => statusOf(page), SLOW).toBe('playing')
    await page.close()
  })

  test('a stream that may not be read is named, with what its server must send', async () => {
    const { url, stream } = shop.pageWith()
    stream.forbid()
    const page = await browser.openPage(url)
    await page.click('tote-player >>> [part~="start"]')
    await expect.poll(() => statusOf(page), SLOW).toBe('failed')
    expect(
      page
        .faults()
        .map(({ text }) => text)
        .join('\n'),
    ).toContain('must send Access-Control-Allow-Origin')
    await page.close()
  })
})

/** Presses the start button, as a shopper does, and waits until the picture moves. */
async function start(page: EnginePage): Promise<void> {
  await page.click('tote-player >>> [part~="start"]')
  await page.waitFor(() => {
    const video = document.querySelector<TotePlayer>('tote-player')?.video
    return video != null && !video.paused && video.currentTime > 0 && video.readyState > 2
  })
}

function statusOf(page: EnginePage): Promise<string | undefined> {
  return page.run(() => document.querySelector<TotePlayer>('tote-player')?.playback.state.status)
}
