import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { StreamOptions } from '@tote/testkit/media'
import { startPlayingWorld, type PlayingWorld } from './playing-fixtures.ts'

let world: PlayingWorld
beforeAll(async () => {
  world = await startPlayingWorld()
})
afterAll(() => world.close())
beforeEach(() => world.device.clearFaults())

test.each<[string, StreamOptions]>([
  ['live', {}],
  ['low-latency live', { isLowLatency: true }],
  ['live with rewind', { windowSeconds: 300 }],
  ['a recording', { kind: 'on-demand', windowSeconds: 60 }],
  ['sound alone', { tracks: 'only' }],
  ['captions', { hasCaptions: true }],
])('%s plays, with sound, and nothing is said in the console', async (_, shape) => {
  const { start, ask, close } = await world.open(world.openStream(shape))
  await start()
  const heard = await ask((player) => [player.muted, player.video?.readyState])
  expect(heard).toEqual([false, 4])
  expect(world.device.faults()).toEqual([])
  await close()
})

/** Of the segment that will be on the air so many seconds from now. */
const segmentIn = (seconds: number, { onAirMs }: { onAirMs: number }, startsAtMs: number) =>
  Math.floor((onAirMs + seconds * 1000 - startsAtMs) / 2000)

/** Whole seconds, as playlists have them. */
const aMinuteAgo = () => Math.floor(Date.now() / 1000) * 1000 - 60_000

test('[U3] a live show without rewind goes on at its edge after a pause, one with rewind where it stood until asked', async () => {
  for (const windowSeconds of [30, 300]) {
    const stream = world.openStream({ windowSeconds })
    const { page, start, ask, until, close } = await world.open(stream)
    await start()
    await ask((player) => player.pause())
    const stoodAt = await ask((player) => player.currentTime)
    stream.advance(60)
    // Till the engine has seen how far the show has gone on.
    await until((player) => (player.playback.lag ?? 0) > 50)
    await ask((player) => player.play())
    if (windowSeconds === 300) {
      await until((player) => !player.paused && (player.playback.lag ?? 0) > 50)
      expect(await ask((player) => player.currentTime)).toBeLessThan(stoodAt + 30)
      await page.click('tote-player >>> [part=live]')
    }
    await until((player) => !player.paused && (player.playback.lag ?? 99) < 4)
    await close()
  }
})

test.each([
  ['missing', { status: 404 }],
  ['junk', { junk: true }],
] as const)('a segment that is %s is stepped over', async (_, fault) => {
  const startsAtMs = aMinuteAgo()
  const stream = world.openStream({ startsAtMs })
  const { start, ask, untilTime, close } = await world.open(stream)
  const bad = segmentIn(2, stream, startsAtMs)
  stream.fail(new RegExp(`/s${bad}\\.m4s$`), fault)
  await start()
  const from = await ask((player) => player.currentTime)
  // Beyond the hole and what lay before it.
  await untilTime(from + 14)
  expect(await ask((player) => player.playback.state.status)).toBe('playing')
  expect(stream.requests.some((path) => path.endsWith(`/s${bad}.m4s`))).toBe(true)
  await close()
})

test('playlists that fail for a while do not end the show', async () => {
  const stream = world.openStream()
  const { start, ask, until, close } = await world.open(stream)
  await start()
  const mend = stream.fail(/\.m3u8$/, { status: 500 })
  await until((player) => player.playback.state.status === 'loading', 40_000)
  mend()
  await until((player) => player.playback.state.status === 'playing', 40_000)
  expect(await ask((player) => (player.playback.lag ?? 99) < 10)).toBe(true)
  await close()
})

test('a stream that is cut off goes on from its backup, at the edge, and nobody is told of a fault', async () => {
  const startsAtMs = aMinuteAgo()
  const [stream, backup] = [world.openStream({ startsAtMs }), world.openStream({ startsAtMs })]
  const { start, ask, until, close } = await world.open(stream, `backups="${backup.url}"`)
  await start()
  const faults = await ask((player) => {
    const codes: string[] = []
    player.addEventListener('tote-error', ({ error }) => codes.push(error.code))
    return codes
  })
  const cutAt = Date.now()
  stream.fail(/./, { cut: true })
  await until((player) => player.playback.state.status === 'playing' && player.video?.readyState === 4)
  await expect
    .poll(() => backup.requests.some((path) => path.endsWith('.m4s')), { timeout: 40_000 })
    .toBe(true)
  console.info(`first segment of the backup asked for ${Date.now() - cutAt} ms after the cut`)
  await until((player) => player.playback.state.status === 'playing' && (player.playback.lag ?? 99) < 4)
  expect(faults).toEqual([])
  await close()
})

test('a stream that may not be read is named, with what its server must send', async () => {
  const stream = world.openStream()
  stream.forbid()
  const { page, ask, until, close } = await world.open(stream)
  await page.click('tote-player >>> [part=start]')
  await until((player) => player.playback.state.status === 'failed')
  const error = await ask(({ playback: { state } }) => (state.status === 'failed' ? state.error : null))
  expect(error).toMatchObject({ code: 'media_blocked' })
  const said = world.device.faults().map(({ text }) => text)
  expect(said.join('\n')).toContain('must send Access-Control-Allow-Origin')
  await close()
})

test('[U13] after its removal a player asks for nothing more', async () => {
  const stream = world.openStream({ isLowLatency: true })
  const { page, start, close } = await world.open(stream)
  await start()
  await page.$eval('tote-player', (player) => player.remove())
  // A low-latency stream asks four times a second; whoever still did would be heard in the time this takes.
  const { length } = stream.requests
  await page.evaluate(() => new Promise((done) => setTimeout(done, 1000)))
  expect(stream.requests.length - length).toBeLessThanOrEqual(1)
  await close()
})
