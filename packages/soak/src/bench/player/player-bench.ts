import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { createTempFolder, findFreePort, openBrowser } from '@tote/testkit/e2e'
import type { Command } from '../../command.ts'
import { describeMachine } from '../../machine.ts'
import { readOptions } from '../../read-options.ts'
import { toRows } from '../../rows.ts'
import { buildPeers } from './build-peers.ts'
import { measurePage, type Conditions, type Figures } from './measure-page.ts'
import { pageOf, peers } from './peers.ts'
import { serveBench } from './serve-bench.ts'
import { startShopHub } from './start-shop-hub.ts'

const { version: VERSION } = JSON.parse(
  readFileSync(new URL('../../../../embed/package.json', import.meta.url), 'utf8'),
) as { version: string }
/** What the others are measured against. */
const AGAINST = 'mux-player'

/** What a page pays for a player until the first picture, ours and others', in one run. */
export const playerBench: Command = {
  about: 'size, first frame, blocking time and heap of the player, against others',
  async run(args) {
    const values = readOptions(args, {
      rounds: { type: 'string', default: '7' },
      cpu: { type: 'string', default: '4' },
      latency: { type: 'string', default: '60' },
      mbit: { type: 'string', default: '9' },
      only: { type: 'string' },
      how: { type: 'string', default: 'autoplay,tap' },
      markdown: { type: 'boolean', default: false },
      json: { type: 'string' },
    })
    const conditions = {
      cpu: Number(values.cpu),
      latencyMs: Number(values.latency),
      mbitPerSecond: Number(values.mbit),
    }
    const only = values.only?.split(',')
    const names = peers.map(({ name }) => name).filter((name) => only === undefined || only.includes(name))
    const machine = describeMachine()
    process.stdout.write(
      `${machine.text}\n${values.cpu}x CPU, ${values.latency} ms, ${values.mbit} Mbit/s, ${values.rounds} rounds, medians (lowest to highest)\n`,
    )
    const result: Record<string, unknown> = { bench: 'player', ...machine, conditions }
    for (const how of values.how.split(',')) {
      const runs = await measureAll(names, {
        conditions,
        rounds: Number(values.rounds),
        isTapped: how === 'tap',
      })
      process.stdout.write(`\n${how}\n\n${toRows(HEAD, toCells(runs), { markdown: values.markdown })}`)
      result[how] = Object.fromEntries(runs)
    }
    if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(result)}\n`)
    return 0
  },
}

async function measureAll(
  names: readonly string[],
  {
    conditions,
    rounds,
    isTapped,
  }: { readonly conditions: Conditions; readonly rounds: number; readonly isTapped: boolean },
): Promise<Map<string, Figures[]>> {
  const folder = await createTempFolder('player-bench')
  const port = await findFreePort()
  await buildPeers(folder.path)
  const hub = await startShopHub(folder.path, `http://bench.localhost:${port}`)
  const page = { src: hub.replay, picture: hub.picture, hub: hub.origin, key: hub.key, show: hub.show }
  const server = await serveBench({
    folder: folder.path,
    port,
    pageAt(path, autoplay) {
      const peer = peers.find(({ name }) => path === `/${name}`)
      return peer === undefined ? null : pageOf(peer, { ...page, version: VERSION, autoplay })
    },
  })
  const device = await openBrowser({ thirdPartyCookies: 'blocked' })
  const runs = new Map<string, Figures[]>(names.map((name) => [name, []]))
  try {
    // Round by round, so that what else the machine does falls on all alike; the first is to warm up disk and browser.
    for (let round = -1; round < rounds; round += 1)
      for (const name of names) {
        const url = `${server.origin}/${name}${isTapped ? '' : '?play'}`
        const figures = await measurePage(device.browser, url, { conditions, isTapped })
        if (figures === null) process.stderr.write(`${name} showed no picture in round ${round + 1}\n`)
        if (round >= 0 && figures !== null) runs.get(name)?.push(figures)
      }
  } finally {
    await device.close()
    await server.close()
    await hub.close()
    await folder.remove()
  }
  return runs
}

const HEAD = [
  'player',
  'first frame ms',
  `of ${AGAINST}`,
  'blocked ms',
  'code kB',
  'kB before tap',
  'heap MB',
  'longest task before ms',
  'shift',
  'LCP ms',
]

function toCells(runs: ReadonlyMap<string, readonly Figures[]>): string[][] {
  const base = median((runs.get(AGAINST) ?? []).map(({ firstFrameMs }) => firstFrameMs))
  return [...runs].map(([name, figures]) => {
    const of = (field: keyof Figures) => figures.map((one) => one[field])
    const first = of('firstFrameMs')
    return [
      name,
      `${median(first).toFixed(0)} (${Math.min(...first).toFixed(0)} to ${Math.max(...first).toFixed(0)})`,
      (median(first) / base).toFixed(2),
      median(of('blockedMs')).toFixed(0),
      (median(of('codeBytes')) / 1024).toFixed(0),
      (median(of('earlyBytes')) / 1024).toFixed(0),
      (median(of('heapBytes')) / 2 ** 20).toFixed(1),
      median(of('idleTaskMs')).toFixed(0),
      median(of('shift')).toFixed(3),
      median(of('lcpMs')).toFixed(0),
    ]
  })
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}
