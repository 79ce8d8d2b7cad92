import { expect, test } from 'vitest'
import { liftCaptions } from './lift-captions.ts'
import { toMediaError } from './to-media-error.ts'

test.each([
  [404, 'media_not_found'],
  [410, 'media_not_found'],
  [500, 'media_failed'],
  [503, 'media_failed'],
  [null, 'media_failed'],
  [0, 'media_blocked'],
])('status %s of a stream is %s, and names its address', (status, code) => {
  const error = toMediaError('https://cdn.test/live.m3u8', status)
  expect(error.code).toBe(code)
  expect(error.message).toContain('https://cdn.test')
})

test('captions without a place of their own are lifted over the card; those with one stay, and so do later ones after the stop', () => {
  const video = document.createElement('video')
  const track = video.addTextTrack('captions', 'English', 'en')
  track.mode = 'hidden'
  const [free, placed, late] = [new VTTCue(0, 1, 'a'), new VTTCue(1, 2, 'b'), new VTTCue(2, 3, 'c')]
  placed.line = 10
  track.addCue(free)
  track.addCue(placed)
  const stop = liftCaptions(video)
  video.dispatchEvent(new Event('timeupdate'))
  expect([free.line, free.snapToLines, placed.line]).toEqual([60, false, 10])
  stop()
  track.addCue(late)
  video.dispatchEvent(new Event('timeupdate'))
  expect(late.line).toBe('auto')
})
