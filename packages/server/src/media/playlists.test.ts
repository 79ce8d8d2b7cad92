import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { loopWindow, type LoopSegment } from './loop-window.ts'
import type { MediaAsset } from './media-asset.ts'
import { findTrack, livePlaylist, masterPlaylist, replayPlaylist } from './playlists.ts'

const durations = fc.array(fc.constantFrom(2, 1.96, 2.002, 4), { minLength: 1, maxLength: 12 })
const START = 1_700_000_000_000
const windowMs = 30_000
const times = fc.record({ durations, at: fc.nat({ max: 400_000 }), later: fc.nat({ max: 60_000 }) })

const totalMs = (list: readonly number[]) => list.reduce((sum, seconds) => sum + seconds, 0) * 1000
const windowAt = (list: readonly number[], elapsed: number) =>
  loopWindow(list, { startedAtMs: START, nowMs: START + elapsed, windowMs })

describe('the sliding window', () => {
  test('only ever moves on, and a segment never changes its number, place or time', () => {
    fc.assert(
      fc.property(times, ({ durations: list, at, later }) => {
        const [before, after] = [windowAt(list, at), windowAt(list, at + later)]
        expect(after[0]?.sequence ?? 0).toBeGreaterThanOrEqual(before[0]?.sequence ?? 0)
        const known = new Map<number, LoopSegment>(before.map((segment) => [segment.sequence, segment]))
        for (const segment of after)
          if (known.has(segment.sequence)) expect(segment).toEqual(known.get(segment.sequence))
      }),
    )
  })

  test('has no hole: each segment starts where the one before ends', () => {
    fc.assert(
      fc.property(times, ({ durations: list, at }) => {
        const window = windowAt(list, at)
        for (const [index, segment] of window.entries()) {
          const next = window[index + 1]
          if (next === undefined) continue
          expect(next.sequence).toBe(segment.sequence + 1)
          // A film of 1.96 s segments ends on a part of a millisecond; the next round starts on a whole one.
          expect(Math.abs(next.startsAtMs - segment.startsAtMs - segment.durationMs)).toBeLessThanOrEqual(1)
        }
      }),
    )
  })

  test('never lists what an encoder could not have finished, and always the latest it could', () => {
    fc.assert(
      fc.property(times, ({ durations: list, at }) => {
        const last = windowAt(list, at).at(-1)
        if (last === undefined) return
        const endsAt = last.startsAtMs + last.durationMs
        expect(endsAt).toBeLessThanOrEqual(START + at)
        expect(START + at - endsAt).toBeLessThan(4000)
      }),
    )
  })

  test('a new round begins exactly where the film begins', () => {
    fc.assert(
      fc.property(times, ({ durations: list, at }) => {
        for (const segment of windowAt(list, at)) {
          expect(segment.sequence).toBe(segment.loop * list.length + segment.index)
          if (segment.index === 0)
            expect(Math.abs(segment.startsAtMs - START - segment.loop * totalMs(list))).toBeLessThanOrEqual(
              1 + segment.loop,
            )
        }
      }),
    )
  })
})

const asset: MediaAsset = {
  targetDuration: 2,
  segmentDurations: [2, 2, 2],
  renditions: [
    {
      id: '720',
      bandwidth: 400_000,
      width: 720,
      height: 1280,
      frameRate: 24,
      codecs: 'avc1.64001f,mp4a.40.2',
      init: '720/init.mp4',
      segments: ['720/0.m4s', '720/1.m4s', '720/2.m4s'],
    },
  ],
  captions: [{ id: 'en', language: 'en', name: 'English', segments: ['en/0.vtt', 'en/1.vtt', 'en/2.vtt'] }],
}
const video = findTrack(asset, 'video-720')
if (video === undefined) throw new Error('the asset has this rendition')
const live = (elapsed: number) =>
  livePlaylist(asset, video, { startedAtMs: START, nowMs: START + elapsed }) ?? ''

describe('the playlists', () => {
  test('the discontinuity sequence counts each new round once its first segment has left the window', () => {
    const count = (text: string) => Number(/DISCONTINUITY-SEQUENCE:(\d+)/.exec(text)?.[1])
    const listed = (text: string) => [...text.matchAll(/#EXT-X-DISCONTINUITY\n/g)].length
    for (let elapsed = 2000; elapsed < 200_000; elapsed += 2000) {
      const rounds = Math.floor((elapsed - 2000) / 6000)
      expect(count(live(elapsed)) + listed(live(elapsed))).toBe(rounds)
    }
  })

  test('every segment has its programme time, and a new round its init segment', () => {
    const text = live(14_000)
    expect([...text.matchAll(/PROGRAM-DATE-TIME/g)]).toHaveLength(7)
    expect([...text.matchAll(/EXT-X-MAP/g)]).toHaveLength(3)
    expect(text).toContain(
      '#EXT-X-PROGRAM-DATE-TIME:2023-11-14T22:13:32.000Z\n#EXTINF:2.000,\n../../files/720/0.m4s',
    )
    expect(text).not.toContain('ENDLIST')
  })

  test('before the first segment is over there is no live playlist', () => {
    expect(livePlaylist(asset, video, { startedAtMs: START, nowMs: START + 1999 })).toBeNull()
    expect(livePlaylist(asset, video, { startedAtMs: START, nowMs: START - 5000 })).toBeNull()
  })

  test('the replay is one whole round with an end', () => {
    const text = replayPlaylist(asset, video, START)
    expect([...text.matchAll(/#EXTINF/g)]).toHaveLength(3)
    expect(text).toMatch(/#EXT-X-ENDLIST\n$/)
  })

  test('the master lists renditions and captions', () => {
    const text = masterPlaylist(asset)
    expect(text).toContain('URI="captions-en.m3u8"')
    expect(text).toContain(
      'RESOLUTION=720x1280,FRAME-RATE=24.000,CODECS="avc1.64001f,mp4a.40.2",SUBTITLES="captions"\nvideo-720.m3u8',
    )
  })
})
