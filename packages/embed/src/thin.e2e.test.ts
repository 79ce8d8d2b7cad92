import type { StreamOptions } from '@tote/testkit/media'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startPlayingWorld, type PlayingWorld } from './playing-fixtures.ts'

let world: PlayingWorld
beforeAll(async () => {
  world = await startPlayingWorld()
})
afterAll(() => world.close())

const pictures = (paths: readonly string[]) => paths.filter((path) => /^(?:main|low)\/s\d+/.test(path)).length
const sounds = (paths: readonly string[]) => paths.filter((path) => /^english\/s\d+/.test(path)).length
const NOTICE = 'tote-player >>> tote-thin >>> [role=status]'

test.each<[string, StreamOptions]>([
  ['a recording', { kind: 'on-demand', windowSeconds: 120, hasSoundAlone: true }],
  ['a live show', { hasSoundAlone: true, hasCaptions: true }],
])(
  '%s on a network that stalls again and again goes on as sound where it was, and back to the picture',
  async (_, shape) => {
    const stream = world.openStream(shape)
    const { page, start, ask, until, untilTime, close } = await world.open(stream)
    await start()
    const before = await ask((player) => {
      // As if it were measured: this machine's network is none.
      Object.assign(player.playback.engine ?? {}, { bandwidth: () => 50_000 })
      for (const event of ['waiting', 'playing', 'waiting', 'playing', 'waiting'])
        player.video?.dispatchEvent(new Event(event))
      return player.currentTime
    })
    await page.waitForSelector(NOTICE, { visible: true })
    expect(await page.$eval(NOTICE, ({ textContent }) => textContent)).toContain('too slow for the picture')
    await until((player) => !player.paused && player.video?.videoWidth === 0 && player.video.readyState > 2)
    if (shape.kind === 'on-demand') await untilTime(before)
    else await until((player) => (player.playback.lag ?? 99) < 8)
    const loaded = pictures(stream.requests)
    await untilTime((await ask((player) => player.currentTime)) + 5)
    expect(pictures(stream.requests)).toBe(loaded)
    expect(sounds(stream.requests)).toBeGreaterThan(0)
    // Who cannot hear it reads on.
    if (shape.hasCaptions === true)
      await until(({ video }) =>
        [...(video?.textTracks ?? [])].some(
          ({ mode, activeCues }) => mode === 'showing' && (activeCues?.length ?? 0) > 0,
        ),
      )
    await page.click('tote-player >>> tote-thin >>> [part~=picture]')
    await until((player) => !player.paused && (player.video?.videoWidth ?? 0) > 0)
    expect(await ask((player) => player.thin.reason)).toBeNull()
    await close()
  },
)

test('a device that saves data loads no picture, on this page and the next, until it is asked for', async () => {
  const stream = world.openStream({ kind: 'on-demand', windowSeconds: 120, hasSoundAlone: true })
  const { page, start, until, untilTime, close } = await world.open(stream)
  await page.evaluateOnNewDocument(() => {
    Object.defineProperty(navigator, 'connection', { value: { saveData: true } })
  })
  await page.reload()
  await page.waitForSelector('tote-player >>> [part=start]', { visible: true })
  await start()
  await untilTime(3)
  expect([pictures(stream.requests), sounds(stream.requests) > 0]).toEqual([0, true])
  await page.click('tote-player >>> tote-thin >>> [part~=picture]')
  await until((player) => (player.video?.videoWidth ?? 0) > 0)
  const asked = pictures(stream.requests)
  await page.reload()
  await page.waitForSelector('tote-player >>> [part=start]', { visible: true })
  await start()
  await until((player) => (player.video?.videoWidth ?? 0) > 0)
  expect(pictures(stream.requests)).toBeGreaterThan(asked)
  await close()
})

test('a stream without sound apart stands still, loads nothing more, and plays when it is wanted', async () => {
  const stream = world.openStream({ kind: 'on-demand', windowSeconds: 120 })
  const { page, start, ask, until, close } = await world.open(stream)
  await start()
  await ask((player) => player.thin.onSlow())
  await until((player) => player.paused && player.playback.state.status === 'paused')
  const { length } = stream.requests
  await page.evaluate(() => new Promise((done) => setTimeout(done, 2500)))
  expect(stream.requests.length - length).toBeLessThanOrEqual(1)
  await page.click('tote-player >>> tote-controls >>> [part~=play]')
  await until((player) => !player.paused && (player.video?.readyState ?? 0) > 2)
  await close()
})
