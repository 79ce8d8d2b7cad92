import type { TotePlayer } from '@tote/player'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startPlayingWorld, type PlayingWorld } from './playing-fixtures.ts'

let world: PlayingWorld
beforeAll(async () => {
  world = await startPlayingWorld()
})
afterAll(() => world?.close())

/** Whole seconds, as playlists have them. */
const aMinuteAgo = () => Math.floor(Date.now() / 1000) * 1000 - 60_000
/** Words of the note that is seen, and told; empty for none. */
const noteOf = (player: TotePlayer) =>
  player.shadowRoot
    ?.querySelector('tote-note')
    ?.shadowRoot?.querySelector('.note[data-shown] [role=status]')
    ?.textContent?.trim() ?? ''

test('[U15] live, a note comes when the picture reaches it, who joins late has it, and it goes with its picture', async () => {
  const startsAtMs = aMinuteAgo()
  const stream = world.openStream({ startsAtMs })
  const { page, start, ask, cue, close } = await world.openShow({
    startsAt: startsAtMs,
    stream: { live: stream.url },
  })
  await start()
  await page.waitForFunction(() => customElements.get('tote-note') !== undefined)
  const at = await cue({ kind: 'showNote', text: 'Dishwasher <b>safe</b>' })
  // The picture is behind what was just said.
  expect(await ask((player) => player.playback.engine?.programmeTime() ?? 0)).toBeLessThan(at)
  expect(await ask(noteOf)).toBe('')
  await page.waitForFunction(
    (words) =>
      document
        .querySelector('tote-player')
        ?.shadowRoot?.querySelector('tote-note')
        ?.shadowRoot?.querySelector('.note[data-shown] [role=status]')
        ?.textContent?.includes(words) === true,
    { timeout: 60_000 },
    'Dishwasher <b>safe</b>',
  )
  expect(await ask((player) => player.playback.engine?.programmeTime() ?? 0)).toBeGreaterThanOrEqual(at)
  // In a tab of its own: one that played goes on by itself.
  const late = await world.device.openPage(page.url())
  await late.bringToFront()
  await late.click('tote-player >>> [part=start]')
  await late.waitForSelector('tote-player >>> tote-note >>> .note[data-shown]', { visible: true })
  await cue({ kind: 'clearNote' })
  await late.waitForSelector('tote-player >>> tote-note >>> .note:not([data-shown])')
  await late.close()
  await close()
})

test('[U15] in a replay a note stands where it stood in the show, after any seek', async () => {
  const startsAtMs = aMinuteAgo()
  const stream = world.openStream({ kind: 'on-demand', windowSeconds: 60, startsAtMs })
  const { page, start, ask, close } = await world.openShow({
    status: 'ended',
    startsAt: startsAtMs,
    stream: { replay: stream.url },
    cues: [
      { atSeconds: 10, cue: { kind: 'noteSet', text: 'Made in Porto' } },
      { atSeconds: 20, cue: { kind: 'noteSet', text: null } },
    ],
  })
  await start()
  await page.waitForFunction(() => customElements.get('tote-note') !== undefined)
  await ask((player) => player.pause())
  for (const [seconds, words] of [
    [12, 'Made in Porto'],
    [5, ''],
    [19, 'Made in Porto'],
    [25, ''],
    [11, 'Made in Porto'],
  ] as const) {
    await page.$eval('tote-player', (player, to) => void (player.currentTime = to), seconds)
    await expect.poll(() => ask(noteOf)).toBe(words)
  }
  await close()
})
