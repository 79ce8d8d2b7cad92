import { expect, onTestFinished, test, vi } from 'vitest'
import { keepAwake } from './keep-awake.ts'
import { keepLive } from './keep-live.ts'
import type { MediaEngine } from './media-engine.ts'
import { showSession } from './media-session.ts'
import { beOneAudible } from './one-audible.ts'
import { playOnReturn } from './play-on-return.ts'

/** A video that obeys without a stream, and is loaded for ever. */
function createVideo() {
  const video = document.createElement('video')
  let [isPaused, time] = [true, 0]
  Object.defineProperty(video, 'paused', { get: () => isPaused })
  Object.defineProperty(video, 'currentTime', {
    get: () => time,
    set: (next: number) => {
      time = next
      video.dispatchEvent(new Event('seeking'))
    },
  })
  Object.defineProperty(video, 'buffered', { get: () => ({ length: 1, start: () => 0, end: () => 1e6 }) })
  const move = (isMoving: boolean) => {
    isPaused = !isMoving
    video.dispatchEvent(new Event(isMoving ? 'playing' : 'pause'))
  }
  vi.spyOn(video, 'pause').mockImplementation(() => move(false))
  return { video, move, tick: () => video.dispatchEvent(new Event('timeupdate')) }
}

function createEngine(facts: { edge: number | null; start?: number; canCatchUp?: boolean }) {
  const engine: MediaEngine = {
    programmeTime: () => null,
    liveEdge: () => facts.edge,
    windowStart: () => facts.start ?? null,
    canCatchUp: facts.canCatchUp ?? true,
    mediaTimeAt: () => null,
    captions: () => [],
    showCaptions: () => undefined,
    retry: () => undefined,
    destroy: () => undefined,
  }
  return engine
}

function hide(isHidden: boolean) {
  Object.defineProperty(document, 'hidden', { configurable: true, get: () => isHidden })
  onTestFinished(() => void Reflect.deleteProperty(document, 'hidden'))
  document.dispatchEvent(new Event('visibilitychange'))
}

test('[U2] back from a hidden tab a live picture is at its place at once', () => {
  const { video, move, tick } = createVideo()
  const facts = { edge: 100 }
  onTestFinished(keepLive({ video, engine: createEngine(facts) }))
  video.currentTime = 100
  move(true)
  hide(true)
  facts.edge = 105
  tick()
  expect(video.currentTime).toBe(100)
  hide(false)
  expect(video.currentTime).toBe(105)
})

test('[U4] a lag is made up by speed, which ends with it, and never by HLS of the browser’s own', () => {
  const { video, move, tick } = createVideo()
  const facts = { edge: 103, canCatchUp: true }
  const stop = keepLive({ video, engine: createEngine(facts) })
  video.currentTime = 100
  move(true)
  tick()
  expect(video.playbackRate).toBeCloseTo(1.09)
  facts.edge = 100.1
  tick()
  expect(video.playbackRate).toBe(1)
  facts.edge = 103
  tick()
  stop()
  expect(video.playbackRate).toBe(1)
  onTestFinished(keepLive({ video, engine: createEngine({ edge: 103, canCatchUp: false }) }))
  tick()
  expect(video.playbackRate).toBe(1)
})

test.each([
  [0, 30],
  [undefined, 100],
])('who went back by choice is left there where there is rewind (from %s)', (start, time) => {
  const { video, move, tick } = createVideo()
  onTestFinished(
    keepLive({ video, engine: createEngine({ edge: 100, ...(start === undefined ? {} : { start }) }) }),
  )
  move(true)
  video.currentTime = 30
  tick()
  expect([video.currentTime, video.playbackRate]).toEqual([time, 1])
})

/** Whose clock is read goes one millisecond on, so that each start has a moment of its own. */
function tickingClock() {
  let nowMs = performance.now()
  vi.spyOn(performance, 'now').mockImplementation(() => (nowMs += 1))
  onTestFinished(() => vi.mocked(performance.now).mockRestore())
}

test('one player is heard: who starts with sound stops the others, who plays without leaves them', async () => {
  tickingClock()
  const [first, second, silent] = [createVideo(), createVideo(), createVideo()]
  silent.video.muted = true
  for (const { video } of [first, second, silent]) onTestFinished(beOneAudible(video))
  first.move(true)
  silent.move(true)
  second.move(true)
  await vi.waitFor(() => expect(first.video.paused).toBe(true))
  expect([second.video.paused, silent.video.paused]).toEqual([false, false])
  // Told as the last of all, so that it has been heard when it is answered.
  silent.video.muted = false
  silent.video.dispatchEvent(new Event('volumechange'))
  await vi.waitFor(() => expect(second.video.paused).toBe(true))
  expect(silent.video.paused).toBe(false)
})

test('of players that start in the same moment one is heard', async () => {
  vi.spyOn(performance, 'now').mockReturnValue(1)
  onTestFinished(() => vi.mocked(performance.now).mockRestore())
  const players = [createVideo(), createVideo(), createVideo()]
  for (const { video } of players) onTestFinished(beOneAudible(video))
  for (const { move } of players) move(true)
  await vi.waitFor(() => expect(players.filter(({ video }) => !video.paused)).toHaveLength(1))
})

test('what another script says on the channel stops nobody', async () => {
  const { video, move } = createVideo()
  onTestFinished(beOneAudible(video))
  move(true)
  const stranger = new BroadcastChannel('tote-audible')
  onTestFinished(() => stranger.close())
  const say: (word: unknown) => void = stranger.postMessage.bind(stranger)
  for (const word of [null, Infinity, [Infinity], [Infinity, 1, 2], ['later', 1], { since: Infinity }])
    say(word)
  // Heard after all of them.
  const last = Promise.withResolvers<void>()
  vi.mocked(video.pause).mockImplementation(() => last.resolve())
  say([Number.MAX_VALUE, 1])
  await last.promise
  expect(video.pause).toHaveBeenCalledOnce()
})

test('[U13] the screen is kept on only while the picture moves', async () => {
  const release = vi.fn<() => Promise<void>>(() => Promise.resolve())
  const request = vi.spyOn(navigator.wakeLock, 'request').mockResolvedValue({ release } as never)
  onTestFinished(() => request.mockRestore())
  const { video, move } = createVideo()
  const stop = keepAwake(video)
  expect(request).not.toHaveBeenCalled()
  move(true)
  expect(request).toHaveBeenCalledTimes(1)
  move(false)
  await vi.waitFor(() => expect(release).toHaveBeenCalledTimes(1))
  move(true)
  stop()
  await vi.waitFor(() => expect(release).toHaveBeenCalledTimes(2))
  move(true)
  expect(request).toHaveBeenCalledTimes(2)
})

test('the system shows the show and works its picture, until it is gone', () => {
  const handlers = new Map<string, MediaSessionActionHandler | null>()
  const set = vi.spyOn(navigator.mediaSession, 'setActionHandler')
  set.mockImplementation((action, handler) => void handlers.set(action, handler))
  onTestFinished(() => set.mockRestore())
  const { video } = createVideo()
  const wishes = { play: vi.fn<() => void>(), pause: vi.fn<() => void>() }
  const facts = { title: 'Spring', artist: 'Ana', artwork: 'https://cdn.test/poster.webp' }
  const live = createEngine({ edge: 100 })
  const stop = showSession({ video, engine: live }, facts, wishes)
  const { metadata } = navigator.mediaSession
  expect([metadata?.title, metadata?.artist, metadata?.artwork[0]?.src]).toEqual(Object.values(facts))
  handlers.get('pause')?.({ action: 'pause' })
  expect(wishes.pause).toHaveBeenCalledTimes(1)
  handlers.get('seekbackward')?.({ action: 'seekbackward' })
  expect(video.currentTime).toBe(0)
  stop()
  expect([navigator.mediaSession.metadata, ...handlers.values()]).toEqual([null, null, null, null, null])
})

test.each([
  ['moved when it was put aside plays on', { isMoving: true, persisted: true }, 1],
  ['was paused when it was put aside stays so', { isMoving: false, persisted: true }, 0],
  ['loads anew is begun by the shopper', { isMoving: true, persisted: false }, 0],
])('[U37] a picture whose page %s', (_, { isMoving, persisted }, times) => {
  const { video, move } = createVideo()
  const play = vi.fn<() => void>()
  onTestFinished(playOnReturn(video, play))
  move(isMoving)
  dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))
  // As a browser does that puts a page aside.
  move(false)
  dispatchEvent(new PageTransitionEvent('pageshow', { persisted }))
  expect(play).toHaveBeenCalledTimes(times)
})
