import type { StreamOptions } from '@tote/testkit/media'
import type { TotePlayer } from '@tote/player'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startPlayingWorld, type PlayingWorld } from './playing-fixtures.ts'

let world: PlayingWorld
beforeAll(async () => {
  world = await startPlayingWorld()
})
afterAll(() => world?.close())

/** A moment of the picture, and what is seen in it. */
interface Sample {
  /** Media time, seconds. */
  readonly time: number
  readonly pdt: number
  readonly hasNote: boolean
}

declare global {
  interface Window {
    toteSamples?: Sample[]
  }
}

const BREAK_MS = 8000
/**
 * As long as a part. Frames of sound do not end where those of the picture do, and hls.js lays a break's first part up to a
 * third of a second behind the place it is listed at.
 */
const NEAR_MS = 500
/** Whole seconds, as playlists have them. */
const aMinuteAgo = () => Math.floor(Date.now() / 1000) * 1000 - 60_000

function startSampling(player: TotePlayer): void {
  const samples: Sample[] = []
  window.toteSamples = samples
  setInterval(() => {
    const time = player.currentTime
    const pdt = player.playback.engine?.programmeTime() ?? null
    const note = player.shadowRoot?.querySelector('tote-note')
    const hasNote = note?.shadowRoot?.querySelector('.note[data-shown]') != null
    if (pdt !== null) samples.push({ time, pdt, hasNote })
  }, 50)
}

test.each<[string, StreamOptions, 'none' | 'own' | 'show']>([
  ['without dates', {}, 'none'],
  ['without dates, with low latency', { isLowLatency: true }, 'none'],
  ['dated when it was made', {}, 'own'],
  ['dated as what it stands in the place of', {}, 'show'],
])(
  '[U15] live, through an advertisement %s, the show’s time and its notes keep to the show',
  async (_, shape, dates) => {
    const startsAtMs = aMinuteAgo()
    const stream = world.openStream({ startsAtMs, ...shape })
    const show = await world.openShow({ startsAt: startsAtMs, stream: { live: stream.url } })
    const { page, start, ask, cue, close } = show
    await start()
    // It comes with the picture.
    await page.waitForFunction(() => customElements.get('tote-note') !== undefined)
    await ask(startSampling)
    const breakAt = stream.interrupt({ segments: BREAK_MS / 2000, dates })
    await cue({ kind: 'showNote', text: 'Dishwasher safe' }, breakAt + 3000)
    await page.waitForFunction(
      (until) => (window.toteSamples?.at(-1)?.pdt ?? 0) > until,
      { timeout: 90_000 },
      breakAt + BREAK_MS + 2000,
    )
    const samples = await page.evaluate(() => window.toteSamples ?? [])
    const [first] = samples
    if (first === undefined) throw new Error('nothing was seen')
    expect(first.pdt).toBeLessThan(breakAt)
    // Live, a break stands in the place of the show: beneath it the show goes on by the media's own time.
    const onAir = ({ time }: Sample) => first.pdt + (time - first.time) * 1000
    const isWithin = (sample: Sample, from: number, to: number) =>
      onAir(sample) > from + NEAR_MS && onAir(sample) < to - NEAR_MS
    const inBreak = samples.filter((sample) => isWithin(sample, breakAt, breakAt + BREAK_MS))
    expect(inBreak.length).toBeGreaterThan(10)
    const stands = dates !== 'show'
    for (const sample of inBreak)
      expect(Math.abs(sample.pdt - (stands ? breakAt : onAir(sample)))).toBeLessThan(NEAR_MS)
    if (stands) expect(inBreak.filter(({ hasNote }) => hasNote)).toEqual([])
    for (const sample of samples.filter(
      (one) => isWithin(one, 0, breakAt) || onAir(one) > breakAt + BREAK_MS + NEAR_MS,
    ))
      expect(Math.abs(sample.pdt - onAir(sample))).toBeLessThan(NEAR_MS)
    for (const [index, { pdt }] of samples.entries())
      expect(pdt).toBeGreaterThanOrEqual((samples[index - 1]?.pdt ?? 0) - NEAR_MS)
    expect(samples.at(-1)?.hasNote).toBe(true)
    await close()
  },
)
