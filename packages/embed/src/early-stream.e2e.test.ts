import { findFreePort, openBrowser, servePages, startShowHub, type TestBrowser } from '@tote/testkit/e2e'
import { startMediaOrigin, type MediaOrigin, type StreamOptions } from '@tote/testkit/media'
import { afterAll, beforeAll, expect, test } from 'vitest'

let media: MediaOrigin
let device: TestBrowser
beforeAll(async () => {
  media = await startMediaOrigin()
  device = await openBrowser({ thirdPartyCookies: 'blocked' })
})
afterAll(async () => {
  await device?.close()
  await media?.close()
})

/** A page whose player plays by itself, at a hub of its own, and how the browser was asked for each file of the stream. */
async function openPlaying(shape: StreamOptions) {
  const stream = media.open(shape)
  const port = await findFreePort()
  const show =
    shape.kind === 'on-demand'
      ? { status: 'ended', stream: { replay: stream.url } }
      : { stream: { live: stream.url } }
  const hub = await startShowHub([`http://brand.localhost:${port}`], { show })
  const site = await servePages({
    host: 'brand.localhost',
    port,
    pages: {
      '/': `<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>A shop</title>
        <style>tote-player { max-inline-size: 20rem }</style><tote-player show="${hub.show}" autoplay muted></tote-player>
        <script async src="${hub.script}" data-hub="${hub.origin}" data-key="${hub.key}"></script></html>`,
    },
  })
  const page = await device.openPage(site.origin)
  await page.bringToFront()
  await page.waitForFunction(() => (document.querySelector('tote-player')?.currentTime ?? 0) > 0)
  const base = stream.url.replace(/master\.m3u8$/, '')
  const ways = await page.evaluate(
    (from) =>
      performance
        .getEntriesByType('resource')
        .filter(({ name }) => name.startsWith(from))
        .map((entry) => [entry.name.slice(from.length), (entry as PerformanceResourceTiming).initiatorType]),
    base,
  )
  return {
    page,
    stream,
    /** By whom a file was asked for, each time: `fetch` is ahead of the engine, which asks by `xmlhttprequest`. */
    askedBy: (file: RegExp) => ways.filter(([name]) => file.test(name ?? '')).map(([, way]) => way),
    async close() {
      await page.close()
      await site.close()
      await hub.close()
    },
  }
}

test.each<[string, StreamOptions]>([
  ['sound in it', { kind: 'on-demand' }],
  ['captions', { kind: 'on-demand', hasCaptions: true }],
  ['sound apart', { kind: 'on-demand', tracks: 'apart' }],
])(
  'a recording with %s: the engine takes what was asked for ahead of it, and asks for none of it again',
  async (_, shape) => {
    const { stream, askedBy, close } = await openPlaying(shape)
    for (const file of [
      /^master/,
      /^(main|picture)\.m3u8/,
      /^(main|picture)\/init/,
      /^(main|picture)\/s0\.m4s/,
    ])
      expect([file, askedBy(file)]).toEqual([file, ['fetch']])
    expect(stream.requests.filter((path) => path === 'master.m3u8')).toHaveLength(1)
    // The rest is the engine's own.
    expect(askedBy(/^(main|picture)\/s1\.m4s/)).toEqual(['xmlhttprequest'])
    expect(device.faults()).toEqual([])
    await close()
  },
)

test('live, the playlists come ahead, and where to begin is the engine’s to say; captions of the stream can be had', async () => {
  const { page, askedBy, close } = await openPlaying({ hasCaptions: true })
  expect(askedBy(/^master/)).toEqual(['fetch'])
  expect(askedBy(/^main\.m3u8/)[0]).toBe('fetch')
  expect(askedBy(/^main\/s\d+\.m4s/)).not.toContain('fetch')
  await page.waitForFunction(
    () => document.querySelector('tote-player')?.playback.engine?.captions().length === 1,
  )
  expect(device.faults()).toEqual([])
  await close()
})

test('a stream that is not there is asked for by the engine too, and told as ever', async () => {
  const stream = media.open({ kind: 'on-demand' })
  stream.fail(/^master/, { status: 404 })
  const port = await findFreePort()
  const hub = await startShowHub([`http://brand.localhost:${port}`], {
    show: { status: 'ended', stream: { replay: stream.url } },
  })
  const site = await servePages({
    host: 'brand.localhost',
    port,
    pages: {
      '/': `<!doctype html><html lang="en"><title>A shop</title><tote-player show="${hub.show}" autoplay muted></tote-player>
        <script async src="${hub.script}" data-hub="${hub.origin}" data-key="${hub.key}"></script></html>`,
    },
  })
  const page = await device.openPage(site.origin)
  await page.bringToFront()
  await page.waitForSelector('tote-player >>> [part=fault]', { visible: true })
  const asked = await page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .filter(({ name }) => name.endsWith('master.m3u8'))
      .map((entry) => (entry as PerformanceResourceTiming).initiatorType),
  )
  expect(asked.slice(0, 2)).toEqual(['fetch', 'xmlhttprequest'])
  await page.close()
  await site.close()
  await hub.close()
})
