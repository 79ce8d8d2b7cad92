import { openEngine, type EngineBrowser, type EnginePage } from '@tote/testkit/engines'
import type { StreamOptions } from '@tote/testkit/media'
import { startStreamShop, type StreamShop } from '@tote/testkit/shop'
import type { TotePlayer } from '@tote/player'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'

/** A stream that failed is asked again after up to a quarter of a minute. */
const SLOW = { timeout: 40_000 }
const BREAK_MS = 8000
/** Frames of sound do not end where those of the picture do, and a segment begins a little beside its place. */
const NEAR_MS = 300
/** Whole seconds, as playlists have them. */
const aMinuteAgo = () => Math.floor(Date.now() / 1000) * 1000 - 60_000

/** A moment of the picture: media time in seconds, programme time in milliseconds. */
type Sample = readonly [time: number, pdt: number]

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
    const startsAtMs = aMinuteAgo()
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

  test('a stream that is cut off goes on from its backup, at the edge, and nobody is told of a fault', async () => {
    const startsAtMs = aMinuteAgo()
    const { url, stream } = shop.pageWith({ startsAtMs })
    const backup = shop.pageWith({ startsAtMs }).stream
    const page = await browser.openPage(url)
    await page.run((address) => {
      const player = document.querySelector<TotePlayer>('tote-player')
      player?.setAttribute('backups', address)
      const codes: string[] = []
      Reflect.set(window, 'toteCodes', codes)
      player?.addEventListener('tote-error', ({ error }) => codes.push(error.code))
    }, backup.url)
    await start(page)
    stream.fail(/./, { cut: true })
    await expect.poll(() => backup.requests.some((path) => path.endsWith('.m4s')), SLOW).toBe(true)
    await page.waitFor(() => {
      const player = document.querySelector<TotePlayer>('tote-player')
      return player?.playback.state.status === 'playing' && (player.playback.lag ?? 99) < 4
    })
    expect(await page.run(() => Reflect.get(window, 'toteCodes') as string[])).toEqual([])
    await page.close()
  })

  test('captions of the stream are shown, put away and shown again', async () => {
    const { url } = shop.pageWith({ kind: 'on-demand', windowSeconds: 60, hasCaptions: true })
    const page = await browser.openPage(url)
    await start(page)
    const shown = () =>
      page.run(() =>
        [...(document.querySelector<TotePlayer>('tote-player')?.video?.textTracks ?? [])]
          .filter(({ mode }) => mode === 'showing')
          .flatMap(({ activeCues }) => [...(activeCues ?? [])])
          .map((cue) => (cue instanceof VTTCue ? cue.text : '')),
      )
    await expect.poll(async () => (await shown()).join(), SLOW).toMatch(/^Caption \d+$/)
    await page.click('tote-controls >>> [part~="captions"]')
    await expect.poll(shown).toEqual([])
    await page.click('tote-controls >>> [part~="captions"]')
    await expect.poll(async () => (await shown()).join(), SLOW).toMatch(/^Caption \d+$/)
    expect(page.faults()).toEqual([])
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

// Not in WebKit: by GStreamer its picture stands where another film begins, until it is brought to the edge.
test('[U15] in Firefox, live, the show’s time stands still through an advertisement without dates, and goes on behind it', async () => {
  const startsAtMs = aMinuteAgo()
  const { url, stream } = shop.pageWith({ startsAtMs })
  const browser = await openEngine('firefox')
  const page = await browser.openPage(url)
  await start(page)
  await page.run(() => {
    const samples: [time: number, pdt: number][] = []
    Reflect.set(window, 'engineSamples', samples)
    setInterval(() => {
      const player = document.querySelector<TotePlayer>('tote-player')
      const pdt = player?.playback.engine?.programmeTime() ?? null
      if (player !== null && pdt !== null) samples.push([player.currentTime, pdt])
    }, 50)
  })
  const breakAt = stream.interrupt({ segments: BREAK_MS / 2000, dates: 'none' })
  await expect
    .poll(async () => (await samplesOf(page)).at(-1)?.[1] ?? 0, { timeout: 90_000 })
    .toBeGreaterThan(breakAt + BREAK_MS + 1000)
  const samples = await samplesOf(page)
  const [first] = samples
  if (first === undefined) throw new Error('nothing was seen')
  // Beneath the break the show goes on by the media's own time.
  const onAir = ([time]: Sample) => first[1] + (time - first[0]) * 1000
  const inBreak = samples.filter(
    (one) => onAir(one) > breakAt + NEAR_MS && onAir(one) < breakAt + BREAK_MS - NEAR_MS,
  )
  const outside = samples.filter(
    (one) => onAir(one) < breakAt - NEAR_MS || onAir(one) > breakAt + BREAK_MS + NEAR_MS,
  )
  expect([inBreak.length > 10, outside.length > 10]).toEqual([true, true])
  for (const [, pdt] of inBreak) expect(Math.abs(pdt - breakAt)).toBeLessThan(NEAR_MS)
  for (const one of outside) expect(Math.abs(one[1] - onAir(one))).toBeLessThan(NEAR_MS)
  await browser.close()
})

/** Presses the start button, as a shopper does, and waits until the picture moves. */
async function start(page: EnginePage): Promise<void> {
  await page.click('tote-player >>> [part~="start"]')
  await page.waitFor(() => {
    const video = document.querySelector<TotePlayer>('tote-player')?.video
    return video != null && !video.paused && video.currentTime > 0 && video.readyState > 2
  })
}

function samplesOf(page: EnginePage): Promise<Sample[]> {
  return page.run(() => Reflect.get(window, 'engineSamples') as Sample[])
}

function statusOf(page: EnginePage): Promise<string | undefined> {
  return page.run(() => document.querySelector<TotePlayer>('tote-player')?.playback.state.status)
}
