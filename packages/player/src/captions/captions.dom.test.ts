import { expect, onTestFinished, test, vi } from 'vitest'
import { userEvent } from 'vitest/browser'
import { mountPlayer } from '../tote-player/player-fixtures.ts'
import type { CaptionsController } from './captions-controller.ts'
import type { TotePlayer } from '../tote-player/tote-player.ts'

const FRENCH = { label: 'Français', language: 'fr' }

/** A track of the stream as an engine adds it, shown; and the care of captions loaded. */
async function play(world: Awaited<ReturnType<typeof mountPlayer>>): Promise<TextTrack> {
  const { player } = world
  await player.play()
  const track = player.video?.addTextTrack('captions', 'English', 'en')
  if (track === undefined) throw new Error('there is a video')
  track.mode = 'showing'
  await vi.waitFor(() => expect(sizeOf(player)).not.toBe(''))
  return track
}

/** @throws Error while there are none. */
function captionsOf({ playback: { captions } }: TotePlayer): CaptionsController {
  if (captions === null) throw new Error('there are no captions')
  return captions
}

const sizeOf = ({ video }: TotePlayer) => video?.style.getPropertyValue('--_caption-size') ?? ''
const cuesOf = ({ cues }: TextTrack) => [...(cues ?? [])].filter((cue) => cue instanceof VTTCue)
const said = (player: TotePlayer) => player.shadowRoot?.querySelector('video + .ears-only') ?? null
/** As when a segment has come. */
const load = ({ video }: TotePlayer) => video?.dispatchEvent(new Event('progress'))

test('[U16] a long caption becomes several, one after the other in its time, of two lines each; smaller again it is one', async () => {
  const world = await mountPlayer()
  const { player } = world
  const track = await play(world)
  const text = 'The jug holds two litres, and it pours without a drop beside it, as you can see here.'
  track.addCue(new VTTCue(0, 6, text))
  load(player)
  const usual = cuesOf(track).length
  captionsOf(player).setSize(200)
  const large = cuesOf(track)
  expect(large.length).toBeGreaterThan(usual)
  expect(large.every((cue) => cue.text.split('\n').length <= 2)).toBe(true)
  expect(
    large
      .map((cue) => cue.text)
      .join(' ')
      .replaceAll('\n', ' '),
  ).toBe(text)
  expect([large[0]?.startTime, large.at(-1)?.endTime]).toEqual([0, 6])
  for (const [index, cue] of large.slice(1).entries()) expect(cue.startTime).toBe(large[index]?.endTime)
  // Each stands where captions stand here, not at the browser's own place.
  expect(new Set(large.map(({ line }) => line)).size).toBe(1)
  expect(large[0]?.line).not.toBe('auto')
  captionsOf(player).setSize(50)
  expect(cuesOf(track).map((cue) => cue.text.replaceAll('\n', ' '))).toEqual([text])
})

test('[U16] size, track and off hold on the next page and visit', async () => {
  const first = await mountPlayer()
  await play(first)
  const usual = Number.parseFloat(sizeOf(first.player))
  first.engines[0]?.tracks.push(FRENCH)
  first.engines[0]?.options.onChange()
  captionsOf(first.player).show(1)
  captionsOf(first.player).setSize(150)
  expect(first.engines[0]?.shownCaptions).toBe(1)
  first.player.remove()

  const second = await mountPlayer()
  await play(second)
  second.engines[0]?.tracks.push(FRENCH)
  second.engines[0]?.options.onChange()
  expect(second.engines[0]?.shownCaptions).toBe(1)
  expect(Number.parseFloat(sizeOf(second.player)) / usual).toBeCloseTo(1.5, 1)
  captionsOf(second.player).show(null)
  second.player.remove()

  const third = await mountPlayer()
  await third.player.play()
  await vi.waitFor(() => captionsOf(third.player))
  expect(third.engines[0]?.shownCaptions).toBe(null)
})

test.each(['{', 'null', '{"size":9000,"language":7}'])(
  'what is not ours in storage (%s) changes nothing',
  async (kept) => {
    localStorage.setItem('tote.captions', kept)
    const { player } = await mountPlayer()
    await player.play()
    expect((await vi.waitFor(() => captionsOf(player))).choice).toEqual({
      isShown: true,
      language: null,
      label: null,
      size: 100,
      isRead: false,
      isTold: true,
    })
  },
)

test('[U18] captions are no live region until the shopper asks for it, and none again after', async () => {
  const world = await mountPlayer()
  const { player } = world
  const track = await play(world)
  // A picture that moves, so that a caption is due.
  const canvas = document.createElement('canvas')
  const context = canvas.getContext('2d')
  const drawing = setInterval(() => context?.fillRect(0, 0, 10 * Math.random(), 10), 40)
  onTestFinished(() => clearInterval(drawing))
  Object.assign(player.video ?? {}, { srcObject: canvas.captureStream(), muted: true })
  if (player.video !== null) void HTMLMediaElement.prototype.play.call(player.video)
  track.addCue(new VTTCue(0, 1000, 'Hello <i>you</i>'))
  await vi.waitFor(() => expect(track.activeCues).toHaveLength(1))
  expect(said(player)).toBeNull()
  captionsOf(player).read(true)
  expect(said(player)?.getAttribute('role')).toBe('status')
  track.dispatchEvent(new Event('cuechange'))
  expect(said(player)?.textContent).toBe('Hello you')
  captionsOf(player).read(false)
  expect(said(player)).toBeNull()
})

test('[U17] a caption file that was added after a play is there on the next, for a stream that has none', async () => {
  const file = URL.createObjectURL(new Blob(['WEBVTT\n\n00:00.000 --> 00:04.000\nFrom a file\n']))
  const world = await mountPlayer({ captions: [] })
  const { player } = world
  await player.play()
  expect(player.playback.captions).toBeNull()
  addFile(player, file)
  player.playback.close()
  await player.play()
  const captions = await vi.waitFor(() => captionsOf(player))
  expect(captions.tracks.map(({ label }) => label)).toEqual(['English'])
  await vi.waitFor(() =>
    expect(cuesOf(player.video?.textTracks[0] ?? never()).map(({ text }) => text)).toEqual(['From a file']),
  )
  // `c` works it as any other.
  player.focus()
  await userEvent.keyboard('c')
  expect([player.video?.textTracks.length, captionsOf(player).shown]).toEqual([0, null])
})

test('of two tracks in one language the chosen one is shown, and the other where that lacks', async () => {
  const world = await mountPlayer({
    captions: [
      { label: 'English', language: 'en' },
      { label: 'English, described', language: 'en' },
    ],
  })
  await play(world)
  captionsOf(world.player).show(1)
  expect(world.engines[0]?.shownCaptions).toBe(1)
  const next = await mountPlayer()
  await play(next)
  expect(next.engines[0]?.shownCaptions).toBe(0)
})

test.each([
  ['nothing', 'https://hub.test/captions.vtt', /no answer this page may read/],
  ['a page', URL.createObjectURL(new Blob(['<!doctype html>'])), /does not begin with WEBVTT/],
])(
  'a caption file that is %s is told as an error that names it, and the show goes on',
  async (_, src, why) => {
    const quiet = vi.spyOn(console, 'info').mockImplementation(() => undefined)
    const { player } = await mountPlayer({ captions: [] })
    addFile(player, src)
    const told: string[] = []
    player.addEventListener('tote-error', ({ error }) => told.push(error.message))
    await player.play()
    // A name that nobody knows takes a busy machine seconds to find out.
    await vi.waitFor(() => expect(told).toEqual([expect.stringMatching(why)]), { timeout: 20_000 })
    expect(told[0]).toContain(src)
    expect(player.playback.state.status).toBe('playing')
    quiet.mockRestore()
  },
  60_000,
)

function addFile(player: TotePlayer, src: string): void {
  const track = document.createElement('track')
  Object.assign(track, { kind: 'captions', label: 'English', srclang: 'en', src })
  player.append(track)
}

function never(): never {
  throw new Error('there is no track')
}
