import { expect, onTestFinished, test } from 'vitest'
import { startMediaOrigin } from './start-media-origin.ts'
import type { StreamOptions } from './open-stream.ts'

/** Addressed by number: Node asks the system for `*.localhost`, which need not know it. */
async function open(options: StreamOptions = {}) {
  const origin = await startMediaOrigin({ host: '127.0.0.1' })
  onTestFinished(() => origin.close())
  const stream = origin.open(options)
  const get = (path: string) => fetch(new URL(path, stream.url))
  const text = async (path: string) => (await get(path)).text()
  return { stream, get, text }
}

test('a live window moves on, and its segments are whole fragments', async () => {
  const { stream, get, text } = await open()
  const first = Number(/MEDIA-SEQUENCE:(\d+)/.exec(await text('main.m3u8'))?.[1])
  stream.advance(4)
  const later = await text('main.m3u8')
  expect(Number(/MEDIA-SEQUENCE:(\d+)/.exec(later)?.[1])).toBeGreaterThanOrEqual(first + 2)
  const name = /main\/s\d+\.m4s/.exec(later)?.[0] ?? ''
  const bytes = Buffer.from(await (await get(name)).arrayBuffer())
  expect(bytes.subarray(4, 8).toString()).toBe('moof')
})

test('a low-latency playlist is answered when what it was asked for is there, and its last part is the one hinted at', async () => {
  const { text } = await open({ isLowLatency: true })
  const now = await text('main.m3u8')
  const [, sequence, part] = /PRELOAD-HINT:TYPE=PART,URI="main\/s(\d+)\.(\d+)\.m4s"/.exec(now) ?? []
  const next = await text(`main.m3u8?_HLS_msn=${sequence}&_HLS_part=${part}`)
  expect(next).toContain(`#EXT-X-PART:DURATION=0.5,INDEPENDENT=YES,URI="main/s${sequence}.${part}.m4s"`)
})

test('the parts of a segment are the segment', async () => {
  const { get } = await open({ isLowLatency: true })
  const bytes = async (path: string) => Buffer.from(await (await get(path)).arrayBuffer())
  const parts = await Promise.all([0, 1, 2, 3].map((part) => bytes(`main/s20.${part}.m4s`)))
  expect(Buffer.concat(parts).equals(await bytes('main/s20.m4s'))).toBe(true)
})

test('a break stands between discontinuities, and the show goes on at the moment it stopped', async () => {
  const { text } = await open({
    kind: 'on-demand',
    startsAtMs: 0,
    windowSeconds: 8,
    breaks: [{ after: 2, segments: 1, isDated: false }],
  })
  const lines = (await text('main.m3u8')).split('\n').filter((line) => /DISC|DATE|m4s|MAP/.test(line))
  expect(lines.slice(-9)).toEqual([
    '#EXT-X-DISCONTINUITY',
    '#EXT-X-MAP:URI="break/init.mp4"',
    'main/b0.m4s',
    '#EXT-X-DISCONTINUITY',
    '#EXT-X-MAP:URI="main/init.mp4"',
    '#EXT-X-PROGRAM-DATE-TIME:1970-01-01T00:00:04.000Z',
    'main/s2.m4s',
    '#EXT-X-PROGRAM-DATE-TIME:1970-01-01T00:00:06.000Z',
    'main/s3.m4s',
  ])
})

test('faults come as often as was said, and others stay whole', async () => {
  const { stream, get } = await open()
  stream.fail(/main\.m3u8/, { status: 500 }, 1)
  expect((await get('main.m3u8')).status).toBe(500)
  expect((await get('low.m3u8')).status).toBe(200)
  const back = await get('main.m3u8')
  expect([back.status, back.headers.get('access-control-allow-origin')]).toEqual([200, '*'])
  const allow = stream.forbid()
  expect((await get('main.m3u8')).headers.get('access-control-allow-origin')).toBeNull()
  allow()
  stream.fail(/low/, { cut: true })
  await expect(get('low.m3u8')).rejects.toThrow('fetch failed')
})
