import { openEngine, type Engine, type EngineOptions } from '@tote/testkit/engines'
import { CARRY_PATHS, carryEachWay, startDomainShop, type Carried } from '@tote/testkit/shop'
import type { Command } from '../../command.ts'
import { describeMachine } from '../../machine.ts'
import { readOptions } from '../../read-options.ts'
import { toRows } from '../../rows.ts'

const BROWSERS: readonly (readonly [string, Engine, EngineOptions])[] = [
  ['Chromium, cookies allowed', 'chromium', { thirdPartyCookies: 'allowed' }],
  ['Chromium, cookies blocked', 'chromium', { thirdPartyCookies: 'blocked' }],
  ['Firefox, standard', 'firefox', {}],
  ['Firefox, strict', 'firefox', { isStrict: true }],
  ['WebKit, tracking prevention', 'webkit', {}],
]

/** What it takes a shopper to find a basket on another domain: presses and milliseconds, by path and browser. */
export const carryBench: Command = {
  about: 'a basket to another domain by link, window and letters, in three engines',
  async run(args) {
    const values = readOptions(args, {
      rounds: { type: 'string', default: '5' },
      engine: { type: 'string' },
      markdown: { type: 'boolean', default: false },
    })
    process.stdout.write(
      `${describeMachine().text}\n${values.rounds} rounds, each on new profiles; milliseconds, median (least to most)\n\n`,
    )
    const rows: string[][] = []
    for (const [name, engine, options] of BROWSERS) {
      if (values.engine !== undefined && engine !== values.engine) continue
      const carried: Carried[] = []
      for (let round = 0; round < Number(values.rounds); round += 1)
        carried.push(...(await carryOnce(engine, options)))
      rows.push(
        ...CARRY_PATHS.map((path) =>
          toCells(
            name,
            carried.filter((one) => one.path === path),
          ),
        ),
      )
    }
    process.stdout.write(toRows(HEAD, rows, { markdown: values.markdown }))
    return 0
  },
}

/** A hub of its own: what the one before knew would be known to this one. */
async function carryOnce(engine: Engine, options: EngineOptions): Promise<readonly Carried[]> {
  const shop = await startDomainShop()
  const here = await openEngine(engine, { ...options, proxy: await shop.openProxy('127.0.0.2') })
  const there = await openEngine(engine, { ...options, proxy: await shop.openProxy('127.0.0.3') })
  try {
    return await carryEachWay(shop, here, there)
  } finally {
    await here.close()
    await there.close()
    await shop.close()
  }
}

const HEAD = ['browser', 'path', 'presses', 'question after DOM ready', 'yes to basket']

function toCells(name: string, carried: readonly Carried[]): string[] {
  const [first] = carried
  return [
    name,
    first?.path ?? '',
    String(first?.taps ?? ''),
    spread(carried.flatMap(({ offerMs }) => (offerMs === null ? [] : [offerMs]))),
    spread(carried.map(({ basketMs }) => basketMs)),
  ]
}

function spread(values: readonly number[]): string {
  if (values.length === 0) return '—'
  const sorted = values.toSorted((a, b) => a - b)
  const median = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
  return `${median} (${sorted[0]} to ${sorted.at(-1)})`
}
