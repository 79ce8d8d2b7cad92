import { servePages } from '@tote/testkit/e2e'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startPlayingWorld, type PlayingPage, type PlayingWorld } from './playing-fixtures.ts'

let world: PlayingWorld
beforeAll(async () => {
  world = await startPlayingWorld()
})
afterAll(() => world.close())
beforeEach(() => world.device.clearFaults())

/** Chooses in the settings, as a shopper does. */
async function choose({ page }: PlayingPage, label: string, option: RegExp): Promise<void> {
  if ((await page.$('tote-player >>> tote-settings')) === null) {
    // Once the bar has its slider nothing in it moves any more.
    await page.waitForSelector('tote-player >>> tote-controls >>> [part~=seek]', { visible: true })
    await page.click('tote-player >>> tote-controls >>> [part~=settings]')
    await page.waitForSelector('tote-player >>> tote-settings >>> select', { visible: true })
  }
  for (const row of await page.$$('tote-player >>> tote-settings >>> label')) {
    const select = await row.$('select')
    const texts = await row.$$eval('option', (options) => options.map(({ textContent }) => textContent))
    const at = texts.findIndex((text) => option.test(text))
    if (select === null || at < 0 || !(await row.evaluate((one) => one.textContent)).includes(label)) continue
    const value = await select.$eval(`option:nth-of-type(${at + 1})`, (one) => one.value)
    await select.select(value)
    return
  }
  throw new Error(`the settings have no ${label} like ${option}`)
}

/** Captions that the page has besides the stream's. */
async function addFile({ page }: PlayingPage, src: string): Promise<void> {
  await page.$eval(
    'tote-player',
    (player, address) => {
      const track = document.createElement('track')
      Object.assign(track, { kind: 'captions', label: 'English', srclang: 'en', src: address })
      player.append(track)
    },
    src,
  )
}

test('a quality that is chosen is loaded from then on, and speed holds through a seek', async () => {
  const stream = world.openStream({ kind: 'on-demand', windowSeconds: 120 })
  const opened = await world.open(stream)
  await opened.start()
  await choose(opened, 'Quality', /^90p$/)
  await expect
    .poll(() => stream.requests.some((path) => /^low\/s\d+/.test(path)), { timeout: 40_000 })
    .toBe(true)
  await choose(opened, 'Speed', /^2×$/)
  await opened.ask((player) => {
    player.currentTime = 60
  })
  await opened.untilTime(61)
  expect(await opened.ask((player) => player.video?.playbackRate)).toBe(2)
  expect(world.device.faults()).toEqual([])
  await opened.close()
})

test('[U16] [U17] a caption file is shown over a recording that has no captions, two lines at a time at any size', async () => {
  const words =
    'The jug holds two litres, and it pours without a drop beside it, as you can see when I turn it.'
  const files = await servePages({
    host: 'captions.localhost',
    pages: { '/en.vtt': `WEBVTT\n\n00:00.000 --> 01:00.000\n${words}\n` },
    headers: { 'access-control-allow-origin': '*' },
  })
  const stream = world.openStream({ kind: 'on-demand', windowSeconds: 60 })
  const opened = await world.open(stream)
  await addFile(opened, `${files.origin}/en.vtt`)
  await opened.start()
  await choose(opened, 'Caption size', /^200/)
  await opened.until((player) => (player.video?.textTracks[0]?.cues?.length ?? 0) > 1)
  const cues = await opened.ask(({ video }) =>
    [...(video?.textTracks[0]?.cues ?? [])].map((cue) => (cue instanceof VTTCue ? cue.text : '')),
  )
  expect(cues.every((text) => text.split('\n').length <= 2)).toBe(true)
  expect(cues.join(' ').replaceAll(/\s+/g, ' ')).toBe(words)
  expect(world.device.faults()).toEqual([])
  // The next page of the site has it as it was chosen.
  await opened.page.reload()
  await opened.page.waitForSelector('tote-player >>> [part=start]', { visible: true })
  await addFile(opened, `${files.origin}/en.vtt`)
  await opened.start()
  await opened.until((player) => (player.playback?.captions?.choice.size ?? 0) === 200)
  await opened.close()
  await files.close()
})

test('sound that is apart from its picture is heard, live and in a recording, and in the language that is chosen', async () => {
  for (const shape of [{ kind: 'on-demand', windowSeconds: 120 }, { windowSeconds: 300 }] as const) {
    const stream = world.openStream({ ...shape, tracks: 'apart' })
    const opened = await world.open(stream)
    await opened.start()
    const heard = () =>
      opened.ask(({ video }) => Number(Reflect.get(video ?? {}, 'webkitAudioDecodedByteCount')))
    await expect.poll(heard).toBeGreaterThan(0)
    expect(stream.requests.some((path) => path.startsWith('french/'))).toBe(false)
    await choose(opened, 'Audio', /^Français$/)
    await expect
      .poll(() => stream.requests.some((path) => /^french\/s\d+/.test(path)), { timeout: 40_000 })
      .toBe(true)
    await opened.untilTime((await opened.ask((player) => player.currentTime)) + 3)
    expect(world.device.faults()).toEqual([])
    await opened.close()
  }
})

test('a stream whose sound is in its picture loads nothing for other sound', async () => {
  const asked = world.requests().length
  const opened = await world.open(world.openStream())
  await opened.start()
  expect(
    world
      .requests()
      .slice(asked)
      .filter((path) => path.includes('alternate-audio')),
  ).toEqual([])
  await opened.close()
})
