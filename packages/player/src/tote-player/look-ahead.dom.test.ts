import '@tote/testkit/dom/setup'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createHlsEngine } from '../media/hls-engine.ts'
import { loadHls } from '../media/load-hls.ts'
import { pictureOf } from './look-ahead.ts'
import { mountPlayer, part, settled } from './player-fixtures.ts'
import type { TotePlayer } from './tote-player.ts'

const comeNear = (player: TotePlayer) => player.dispatchEvent(new PointerEvent('pointermove'))

test.each(['pointermove', 'pointerdown', 'focusin'])(
  '%s opens the stream ahead of the tap, with the poster as it was, and the tap plays that one',
  async (type) => {
    const { player, engines } = await mountPlayer()
    player.dispatchEvent(new Event(type))
    comeNear(player)
    await settled(player)
    expect(engines).toHaveLength(1)
    expect(part(player, 'start')).not.toBeNull()
    expect(player.paused).toBe(true)
    await player.play()
    await settled(player)
    expect(engines).toHaveLength(1)
    expect(player.paused).toBe(false)
    expect(part(player, 'start')).toBeNull()
  },
)

test('a stream that nobody taps is let go, and not opened by a pointer again', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  try {
    const { player, engines } = await mountPlayer()
    comeNear(player)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(engines.map(({ isDestroyed }) => isDestroyed)).toEqual([true])
    comeNear(player)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(engines).toHaveLength(1)
    await player.play()
    expect(engines.map(({ isDestroyed }) => isDestroyed)).toEqual([true, false])
    await vi.advanceTimersByTimeAsync(20_000)
    expect(engines[1]?.isDestroyed).toBe(false)
  } finally {
    vi.useRealTimers()
  }
})

test('what fails ahead of the tap is told to nobody, and the tap tries anew', async () => {
  const { player, engines } = await mountPlayer()
  const told = vi.fn<(event: Event) => void>()
  player.addEventListener('tote-error', told)
  comeNear(player)
  await settled(player)
  engines[0]?.fail('media_unplayable')
  await settled(player)
  expect(told).not.toHaveBeenCalled()
  expect(part(player, 'fault')).toBeNull()
  await player.play()
  expect(engines.map(({ isDestroyed }) => isDestroyed)).toEqual([true, false])
})

test('[U13] a stream opened ahead of the tap is let go with its player', async () => {
  const { player, engines } = await mountPlayer()
  comeNear(player)
  await settled(player)
  player.remove()
  await vi.waitFor(() => expect(engines[0]?.isDestroyed).toBe(true))
})

test('who saves data pays for what they tap', async () => {
  vi.spyOn(navigator, 'connection' as never, 'get').mockReturnValue({ saveData: true } as never)
  const { player, engines } = await mountPlayer()
  comeNear(player)
  await settled(player)
  expect(engines).toHaveLength(0)
  vi.restoreAllMocks()
})

test('a player that the loader has found near waits for no observer; put back later, it does as others do', async () => {
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      observe(): void {}
      disconnect(): void {}
    },
  )
  onTestFinished(() => void vi.unstubAllGlobals())
  const { player, engines, started } = await mountPlayer({ attributes: 'autoplay muted', isNear: true })
  await settled(player)
  const begun = started.count
  expect([begun > 0, engines.length]).toEqual([true, 1])
  player.show = null
  await player.updateComplete
  player.show = 'spring'
  await settled(player)
  expect([started.count, engines.length]).toEqual([begun, 1])
})

test.each(['playing', 'pause', 'tote-error'])('what waits for the picture goes on at %s', async (type) => {
  const player = document.createElement('div')
  const seen = vi.fn<() => void>()
  void pictureOf(player).then(seen)
  await Promise.resolve()
  expect(seen).not.toHaveBeenCalled()
  player.dispatchEvent(new Event(type))
  await vi.waitFor(() => expect(seen).toHaveBeenCalledOnce())
})

test('and after a second, when nothing is heard of it', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  const seen = vi.fn<() => void>()
  void pictureOf(document.createElement('div')).then(seen)
  await vi.advanceTimersByTimeAsync(999)
  expect(seen).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(1)
  expect(seen).toHaveBeenCalledOnce()
})

test('an engine whose code is there is made without a task between: no layout comes before it', async () => {
  await loadHls()
  const made = vi.fn<(engine: unknown) => void>()
  const video = document.createElement('video')
  const options = { src: 'https://cdn.test/a.m3u8', video, onChange() {}, onFailure() {} }
  void createHlsEngine(options).then((engine) => {
    made(engine)
    engine?.destroy()
  })
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve()
  expect(made).toHaveBeenCalledTimes(1)
})
