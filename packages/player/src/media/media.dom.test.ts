import { expect, test } from 'vitest'
import { liftCaptions } from '../captions/lift-captions.ts'
import { captionLine } from '../captions/caption-line.ts'
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
  let line = 60
  const { stop } = liftCaptions(video, {
    lastLine: () => line,
    heightOf: (text) => text.split('\n').length * 5,
  })
  video.dispatchEvent(new Event('timeupdate'))
  expect([free.line, free.snapToLines, placed.line]).toEqual([55, false, 10])
  // Of two lines it begins higher, and ends where it did.
  free.text = 'a\nb'
  video.dispatchEvent(new Event('timeupdate'))
  expect(free.line).toBe(50)
  // More lies over the picture now.
  line = 40
  video.dispatchEvent(new Event('timeupdate'))
  expect([free.line, placed.line]).toEqual([30, 10])
  stop()
  track.addCue(late)
  video.dispatchEvent(new Event('timeupdate'))
  expect(late.line).toBe('auto')
})

test.each([
  [[], 60],
  [[100], 60],
  [[100, 300], 49],
  // A card, what is said, and a poll on a phone.
  [[100, 300, 280], 14],
  [[100, 300, 400], 12],
])(
  'over things of %j px at the foot of a picture of 800 px the last line stands at %i %',
  (heights, line) => {
    const stage = document.createElement('div')
    stage.className = 'stage'
    stage.append(document.createElement('video'))
    const bottom = document.createElement('div')
    bottom.className = 'bottom'
    bottom.append(...[0, ...heights].map(() => document.createElement('p')))
    stage.append(bottom)
    // Boxes as a browser lays them out from the foot up; one is empty.
    const stand = (element: Element | null, top: number, height: number) =>
      Reflect.set(element ?? {}, 'getBoundingClientRect', () => new DOMRect(0, top, 400, height))
    stand(stage.querySelector('video'), 50, 800)
    let foot = 850
    for (const [index, element] of [...bottom.children].entries()) {
      const height = heights[index - 1] ?? 0
      foot -= height
      stand(element, foot, height)
    }
    expect(captionLine(stage.querySelector('video') ?? document.createElement('video'))).toBe(line)
  },
)
