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

/** What says of a playlist which film a segment is of, and when. */
const linesOf = (playlist: string) =>
  playlist.split('\n').filter((line) => /^#EXT-X-(?:DISCONTINUITY$|PROGRAM|MAP)|^[^#].*m4s$/.test(line))

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
    breaks: [{ after: 2, segments: 1, dates: 'none' }],
  })
  const lines = linesOf(await text('main.m3u8'))
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

test('live, a break stands in the place of the show, with its date, its own or none, and is counted when it is listed no more', async () => {
  const startsAtMs = Math.floor(Date.now() / 1000) * 1000 - 60_000
  for (const [dates, own] of [
    ['none', []],
    ['own', ['#EXT-X-PROGRAM-DATE-TIME:2020-01-01T00:00:00.000Z']],
    ['show', [`#EXT-X-PROGRAM-DATE-TIME:${new Date(startsAtMs + 40_000).toISOString()}`]],
  ] as const) {
    const { stream, get, text } = await open({
      startsAtMs,
      isLowLatency: true,
      breaks: [{ after: 20, segments: 2, dates }],
    })
    const list = await text('main.m3u8')
    const lines = linesOf(list)
    const begin = lines.indexOf('#EXT-X-MAP:URI="break/init.mp4"')
    expect(lines.slice(begin - 1, begin + 2 + own.length)).toEqual([
      '#EXT-X-DISCONTINUITY',
      '#EXT-X-MAP:URI="break/init.mp4"',
      ...own,
      'main/b0.m4s',
    ])
    const back = lines.indexOf('main/s22.m4s')
    expect(lines.slice(back - 4, back)).toEqual([
      'main/b1.m4s',
      '#EXT-X-DISCONTINUITY',
      '#EXT-X-MAP:URI="main/init.mp4"',
      `#EXT-X-PROGRAM-DATE-TIME:${new Date(startsAtMs + 44_000).toISOString()}`,
    ])
    expect((await get('main/b1.m4s')).status).toBe(200)
    const behind = (playlist: string) => Number(/DISCONTINUITY-SEQUENCE:(\d+)/.exec(playlist)?.[1])
    expect(behind(list)).toBe(0)
    stream.advance(60)
    // The break's two, and that of the film's second round, at the sixtieth segment.
    const later = await text('main.m3u8')
    const first = Number(/MEDIA-SEQUENCE:(\d+)/.exec(later)?.[1])
    expect(behind(later)).toBe(first >= 60 ? 3 : 2)
  }
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
