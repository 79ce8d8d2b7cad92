import { expect, onTestFinished, test, vi } from 'vitest'
import type { MediaEngine } from '../media/media-engine.ts'
import { followMoment } from './follow-moment.ts'

const engine: MediaEngine = {
  programmeTime: () => 10_000,
  liveEdge: () => null,
  mediaTimeAt: (pdt) => pdt / 1000,
  captions: () => [],
  showCaptions() {},
  retry() {},
  destroy() {},
}

/** A picture at ten seconds that plays, and follows one that plays or stands there. */
function follow(isPlaying: boolean) {
  const video = document.createElement('video')
  let isPaused = false
  Object.defineProperties(video, {
    paused: { get: () => isPaused },
    currentTime: { value: 10, writable: true },
    play: { value: vi.fn<() => Promise<void>>(async () => void (isPaused = false)) },
    pause: { value: () => void (isPaused = true) },
  })
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const stop = followMoment(
    { video, engine, hold: { isHeld: false } },
    { moment: () => ({ pdt: 10_000, isPlaying }), onStray: () => undefined },
  )
  vi.advanceTimersByTime(500)
  return { video, stop }
}

test('a picture that stands only because the other does goes on when it is not to follow any more', () => {
  const { video, stop } = follow(false)
  expect(video.paused).toBe(true)
  stop(true)
  expect(video.paused).toBe(false)
})

test('and stays as it is when the following only ends with its stream', () => {
  const { video, stop } = follow(false)
  stop()
  expect(video.paused).toBe(true)
})

test('one that the shopper stopped here is not started', () => {
  const { video, stop } = follow(true)
  video.pause()
  vi.advanceTimersByTime(500)
  stop(true)
  expect(video.paused).toBe(true)
})
