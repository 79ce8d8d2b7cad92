import '@tote/testkit/dom/setup'
import { expect, test, vi } from 'vitest'
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
