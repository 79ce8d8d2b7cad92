import { afterAll, beforeAll, expect, test } from 'vitest'
import { startPlayingWorld, type PlayingWorld } from './playing-fixtures.ts'

let world: PlayingWorld
beforeAll(async () => {
  world = await startPlayingWorld()
})
afterAll(() => world.close())

/** Whole seconds, as playlists have them. */
const aMinuteAgo = () => Math.floor(Date.now() / 1000) * 1000 - 60_000

test('a show whose stream is cut off goes on from the backup that its hub names, without a fault', async () => {
  const startsAtMs = aMinuteAgo()
  const [stream, backup] = [world.openStream({ startsAtMs }), world.openStream({ startsAtMs })]
  const { start, ask, until, close } = await world.openShow({
    startsAt: startsAtMs,
    stream: { live: stream.url },
    backups: { live: [backup.url] },
  })
  await start()
  const faults = await ask((player) => {
    const codes: string[] = []
    player.addEventListener('tote-error', ({ error }) => codes.push(error.code))
    return codes
  })
  const cutAt = Date.now()
  stream.fail(/./, { cut: true })
  await expect
    .poll(() => backup.requests.some((path) => path.endsWith('.m4s')), { timeout: 40_000 })
    .toBe(true)
  console.info(`first segment of the hub's backup asked for ${Date.now() - cutAt} ms after the cut`)
  await until((player) => player.playback.state.status === 'playing' && (player.playback.lag ?? 99) < 4)
  expect(faults).toEqual([])
  await close()
})

test('[U17] captions that the tenant’s file got after the show are there when its replay is played', async () => {
  const stream = world.openStream({ kind: 'on-demand', windowSeconds: 60 })
  const captions = world.openStream({ kind: 'on-demand', windowSeconds: 60, hasCaptions: true })
  const src = new URL('captions/s1.vtt', captions.url).href
  const { start, ask, until, close } = await world.openShow({
    status: 'ended',
    stream: { replay: stream.url },
    captions: [{ src, label: 'English', language: 'en' }],
  })
  await start()
  await until((player) => (player.video?.textTracks[0]?.cues?.length ?? 0) === 1)
  const shown = await ask(({ video, playback }) => {
    const cue = video?.textTracks[0]?.cues?.[0]
    return [playback.captions?.tracks[0]?.label, cue instanceof VTTCue ? cue.text : null]
  })
  expect(shown).toEqual(['English', 'Caption 1'])
  await close()
})
