import { describe, expect, onTestFinished, test, vi } from 'vitest'
import '../define/tote-thin.ts'
import { mountPlayer, settled, type PlayerWorldOptions } from '../tote-player/player-fixtures.ts'
import type { TotePlayer } from '../tote-player/tote-player.ts'
import { watchNetwork } from './watch-network.ts'

const thinOf = (player: TotePlayer) => player.shadowRoot?.querySelector('tote-thin') ?? null
const notice = (player: TotePlayer) =>
  thinOf(player)?.shadowRoot?.querySelector('[role=status]')?.textContent.replaceAll(/\s+/g, ' ').trim()

/** A device whose shopper asked it to save data. */
function saveData(): void {
  Object.defineProperty(navigator, 'connection', { value: { saveData: true }, configurable: true })
  onTestFinished(() => void Reflect.deleteProperty(navigator, 'connection'))
}

async function playThin(options: PlayerWorldOptions = {}) {
  saveData()
  const world = await mountPlayer(options)
  await world.player.play()
  await settled(world.player)
  await thinOf(world.player)?.updateComplete
  return world
}

describe('a device that saves data', () => {
  test('is never sent the picture, and is told why, to ears too, with a way back', async () => {
    const { player, engines } = await playThin()
    expect(engines.map(({ options }) => options.isThin)).toEqual([true])
    expect(notice(player)).toBe(
      'Your device asks to save data. You hear the show. Products, basket and chat go on.',
    )
    await expect(player).to.be.accessible()
    thinOf(player)?.shadowRoot?.querySelector<HTMLElement>('[part~=picture]')?.click()
    await settled(player)
    expect([thinOf(player), engines[0]?.wentThin]).toEqual([null, [false]])
  })

  test('has the picture on the next page of the visit, once it was wanted', async () => {
    const { player } = await playThin()
    player.thin.choose(true)
    const next = await mountPlayer()
    await next.player.play()
    expect(next.engines[0]?.options.isThin).toBe(false)
  })

  test('without sound apart shows stills and what happens, and play brings the picture', async () => {
    const { player, engines } = await playThin({ hasSoundAlone: false })
    expect(player.playback.state.status).toBe('paused')
    expect(notice(player)).toContain('goes on without picture and sound')
    // Chat and basket are there as while it plays.
    expect(player.shadowRoot?.querySelector('[part=open-cart]')).not.toBeNull()
    const controls = player.shadowRoot?.querySelector('tote-controls')
    controls?.shadowRoot?.querySelector<HTMLElement>('[part~=play]')?.click()
    await vi.waitFor(() => expect(player.playback.state.status).toBe('playing'))
    expect([engines[0]?.wentThin, thinOf(player)]).toEqual([[false], null])
  })

  test('shows the products as they come where nothing is heard', async () => {
    const { tote } = await playThin({ hasSoundAlone: false })
    const positions: (number | undefined)[] = []
    vi.spyOn(tote.playback, 'setPosition').mockImplementation(
      (position) => void positions.push(position?.pdt),
    )
    await vi.waitFor(() => expect(positions).toContain(tote.connection.hubNow()), { timeout: 3000 })
  })
})

describe('a network that is too thin', () => {
  test('ends in sound, and is not asked again on a visit that wanted the picture back', async () => {
    const { player, engines } = await mountPlayer()
    await player.play()
    player.thin.onSlow()
    await settled(player)
    await thinOf(player)?.updateComplete
    expect(engines[0]?.wentThin).toEqual([true])
    expect(notice(player)).toMatch(/^Your connection is too slow for the picture\./)
    player.thin.choose(true)
    player.thin.onSlow()
    expect(engines[0]?.wentThin).toEqual([true, false])
  })

  test('is seen by what the picture waits for, and not by the start, a pause or a seek', async () => {
    const { player, engines } = await mountPlayer({ qualities: [{ lines: 360, bitrate: 400_000 }] })
    await player.play()
    const [engine] = engines
    if (engine === undefined || player.video === null) throw new Error('there is an engine')
    const { video } = player
    const onThin = vi.fn<() => void>()
    onTestFinished(
      watchNetwork({ video, engine: Object.assign(engine, { bandwidth: () => 100_000 }) }, onThin),
    )
    const say = (...events: string[]) => {
      for (const event of events) video.dispatchEvent(new Event(event))
    }
    say('waiting', 'waiting', 'waiting', 'playing', 'seeking', 'waiting', 'playing', 'seeking', 'waiting')
    expect(onThin).not.toHaveBeenCalled()
    say('playing', 'waiting', 'playing', 'waiting')
    expect(onThin).not.toHaveBeenCalled()
    say('playing', 'waiting')
    expect(onThin).toHaveBeenCalledTimes(1)
  })
})
