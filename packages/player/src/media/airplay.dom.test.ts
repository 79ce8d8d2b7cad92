import { expect, onTestFinished, test, vi } from 'vitest'
import type { MediaRequestEvent } from '../tote-controls/media-request-event.ts'
import { mountPlayer, settled } from '../tote-player/player-fixtures.ts'
import type { TotePlayer } from '../tote-player/tote-player.ts'

// No engine that runs here has AirPlay: the window and the video are made to look as Safari's do, by its documents.

/** A Safari; without `ManagedMediaSource` one from before 2023. */
function beSafari(names: readonly string[]): void {
  for (const name of names) Object.defineProperty(window, name, { value: class {}, configurable: true })
  onTestFinished(() => names.forEach((name) => void Reflect.deleteProperty(window, name)))
}
const NEW = ['WebKitPlaybackTargetAvailabilityEvent', 'ManagedMediaSource']

async function play({ isFed = true } = {}) {
  const world = await mountPlayer()
  const { player } = world
  const held: boolean[] = []
  const make = player.engine
  player.engine = async (options) => {
    if (make === null) throw new Error('the fixture gives one')
    const engine = await make(options)
    return isFed ? Object.assign(engine, { holdLoading: (isHeld: boolean) => held.push(isHeld) }) : engine
  }
  await player.play()
  const { video } = player
  if (video === null) throw new Error('there is a video')
  const picker = vi.fn<() => void>()
  let isWireless = false
  Object.defineProperties(video, {
    webkitCurrentPlaybackTargetIsWireless: { get: () => isWireless },
    webkitShowPlaybackTargetPicker: { value: picker },
  })
  video.disableRemotePlayback = true
  await settled(player)
  // What cares for it comes after the picture.
  await vi.waitFor(() => {
    video.dispatchEvent(new Event('loadedmetadata'))
    say(player, 'available')
    expect(player.playback.airPlay.isAvailable).toBe(true)
  })
  return {
    ...world,
    video,
    held,
    picker,
    async go(isThere: boolean) {
      isWireless = isThere
      video.dispatchEvent(new Event('webkitcurrentplaybacktargetiswirelesschanged'))
      await settled(player)
    },
  }
}

function say({ video }: TotePlayer, availability: string): void {
  video?.dispatchEvent(Object.assign(new Event('webkitplaybacktargetavailabilitychanged'), { availability }))
}

const button = ({ shadowRoot }: TotePlayer) =>
  shadowRoot?.querySelector('tote-controls')?.shadowRoot?.querySelector<HTMLElement>('[part~=airplay]') ??
  null

test('[U12] a source of the browser’s own stands beside the fed one, and AirPlay is let', async () => {
  beSafari(NEW)
  const { video } = await play()
  const sources = [...video.querySelectorAll('source')].map(({ type, src }) => [type, src])
  expect(sources).toEqual([['application/x-mpegURL', 'https://cdn.test/spring.m3u8']])
  expect(video.disableRemotePlayback).toBe(false)
  // Attached anew, the engine takes sources out: it stands there again, once.
  video.dispatchEvent(new Event('emptied'))
  expect(video.querySelector('source')).toBeNull()
  video.dispatchEvent(new Event('loadedmetadata'))
  expect(video.querySelectorAll('source')).toHaveLength(1)
})

test('[U12] while it is on a device nothing is loaded here, and back it goes on', async () => {
  beSafari(NEW)
  const { player, held, go } = await play()
  await go(true)
  expect([held, button(player)?.getAttribute('aria-pressed')]).toEqual([[true], 'true'])
  await go(false)
  expect([held, button(player)?.getAttribute('aria-pressed')]).toEqual([[true, false], 'false'])
})

test('the button is there only with a device, asks the page first, and opens the picker', async () => {
  beSafari(NEW)
  const { player, picker } = await play()
  await settled(player)
  button(player)?.click()
  await settled(player)
  expect(picker).toHaveBeenCalledTimes(1)
  player.addEventListener('tote-media-request', (event: MediaRequestEvent) => event.preventDefault(), {
    once: true,
  })
  button(player)?.click()
  await settled(player)
  expect(picker).toHaveBeenCalledTimes(1)
  await expect(player).to.be.accessible()
  say(player, 'not-available')
  await settled(player)
  await player.shadowRoot?.querySelector('tote-controls')?.updateComplete
  expect(button(player)).toBeNull()
})

test('the browser’s own HLS needs no source besides', async () => {
  beSafari(NEW)
  const { video } = await play({ isFed: false })
  expect(video.querySelector('source')).toBeNull()
})

test.each([
  ['has no AirPlay', []],
  ['takes no second source', ['WebKitPlaybackTargetAvailabilityEvent']],
])('a browser that %s is offered none', async (_, names) => {
  beSafari(names)
  await expect(play()).rejects.toThrow(/false/)
})
