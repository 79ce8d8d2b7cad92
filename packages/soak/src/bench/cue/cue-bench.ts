import { ENGINES, openEngine, type Engine, type EngineBrowser } from '@tote/testkit/engines'
import { AFTER_BREAK_SECONDS, NEW_ROUND_SECONDS, startStreamShop, type StreamShop } from '@tote/testkit/shop'
import type { Command } from '../../command.ts'
import { describeMachine } from '../../machine.ts'
import { readOptions } from '../../read-options.ts'
import { toRows } from '../../rows.ts'
import { ShowPage } from './show-page.ts'

/** Neighbours differ, so that each cue is a card of its own. */
const PRODUCTS = ['dome-lamp', 'silk-scarf', 'straw-hat', 'olive-board', 'bud-vase', 'wool-throw'] as const
const EVERY_MS = 900
const RECORDING = 'recording'

interface Row {
  readonly engine: Engine
  readonly stream: string
  readonly late: readonly number[]
}

/** By how much a pinned product's card is drawn after the picture it belongs to, read off the picture itself. */
export const cueBench: Command = {
  about: 'cards against the picture, in three engines, live, low-latency and recorded',
  async run(args) {
    const values = readOptions(args, {
      cues: { type: 'string', default: '20' },
      engine: { type: 'string' },
      markdown: { type: 'boolean', default: false },
    })
    const count = Number(values.cues)
    process.stdout.write(
      `${describeMachine().text}\n${count} cues each; milliseconds of the film from a cue to the frame its card was drawn on\n\n`,
    )
    const rows: Row[] = []
    for (const engine of ENGINES.filter((name) => values.engine === undefined || name === values.engine))
      rows.push(...(await measureEngine(engine, count)))
    process.stdout.write(toRows(HEAD, rows.map(toCells), { markdown: values.markdown }))
    return 0
  },
}

async function measureEngine(engine: Engine, count: number): Promise<Row[]> {
  const shop = await startStreamShop()
  // Before the browser takes its time: the hub takes cues for half a minute ago at most.
  const pins = await pinRecording(shop, count)
  const browser = await openEngine(engine)
  try {
    const recorded = await measureRecording(shop, browser, { count, pins })
    const live = await measureLive(shop, browser, { kind: 'live', count })
    const lowLatency = await measureLive(shop, browser, { kind: 'low-latency', count })
    const all: [string, readonly number[]][] = [['live', live], ['low latency', lowLatency], ...recorded]
    return all.map(([stream, late]) => ({ engine, stream, late }))
  } finally {
    await browser.close()
    await shop.close()
  }
}

async function measureLive(
  shop: StreamShop,
  browser: EngineBrowser,
  { kind, count }: { readonly kind: 'live' | 'low-latency'; readonly count: number },
): Promise<number[]> {
  const page = new ShowPage(await browser.openPage(shop.pageOf(kind)))
  await page.play()
  await page.watch()
  const cues = await pinEach(shop, { show: kind, from: Date.now() + 1000, count })
  const late = await page.late(cues, shop.startsAtMs - shop.onAirBeforeMs)
  await page.close()
  return late
}

interface RecordedPins {
  readonly played: readonly number[]
  readonly afterBreak: number
  readonly newRound: number
}

async function pinRecording(shop: StreamShop, count: number): Promise<RecordedPins> {
  const { hub, startsAtMs } = shop
  const afterBreak = startsAtMs + AFTER_BREAK_SECONDS * 1000 + 200
  const newRound = startsAtMs + NEW_ROUND_SECONDS * 1000 + 200
  const played = await pinEach(shop, { show: RECORDING, from: startsAtMs + 1500, count })
  await hub.cue(RECORDING, { kind: 'pinProduct', productId: 'fig-candle' }, afterBreak)
  await hub.cue(RECORDING, { kind: 'pinProduct', productId: 'market-tote' }, newRound)
  return { played, afterBreak, newRound }
}

async function measureRecording(
  shop: StreamShop,
  browser: EngineBrowser,
  { count, pins: { played, afterBreak, newRound } }: { readonly count: number; readonly pins: RecordedPins },
): Promise<[string, readonly number[]][]> {
  const { startsAtMs } = shop
  const page = new ShowPage(await browser.openPage(shop.pageOf(RECORDING)))
  await page.play()
  await page.seek(startsAtMs)
  await page.watch()
  const asPlayed = await page.late(played, startsAtMs)
  const behind = async (cues: readonly number[]) => {
    const late: number[] = []
    for (const at of cues) {
      await page.seek(at - 600)
      await page.watch()
      late.push(...(await page.late([at], startsAtMs)))
    }
    return late
  }
  const afterSeek = await behind(played)
  const overJoints = await behind(
    Array.from({ length: count }, (_, index) => (index % 2 === 0 ? afterBreak : newRound)),
  )
  await page.close()
  return [
    ['recording', asPlayed],
    ['after a seek', afterSeek],
    ['over a discontinuity', overJoints],
  ]
}

/** Pins a product at each of these moments, and returns them. */
async function pinEach(
  { hub }: StreamShop,
  { show, from, count }: { readonly show: string; readonly from: number; readonly count: number },
): Promise<number[]> {
  const cues: number[] = []
  for (let index = 0; index < count; index += 1) {
    const productId = PRODUCTS[index % PRODUCTS.length]
    cues.push(await hub.cue(show, { kind: 'pinProduct', productId }, from + index * EVERY_MS))
  }
  return cues
}

const HEAD = ['engine', 'stream', 'cues', 'p50', 'p95', 'least', 'most']

function toCells({ engine, stream, late }: Row): string[] {
  const sorted = late.toSorted((a, b) => a - b)
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
  const figures = [at(0.5), at(0.95), at(0), at(1)].map((ms) => ms.toFixed(0))
  return [engine, stream, String(late.length), ...figures]
}
