import { availableParallelism } from 'node:os'
import { runCommand } from '../workspace/run-command.ts'
import { needsChromium } from '../workspace/chromium.ts'
import { needsFfmpeg } from '../workspace/ffmpeg.ts'
import { needsEngines } from '../workspace/engines.ts'
import { needsServices } from '../workspace/services.ts'
import { needsShop, type ShopName } from '../workspace/shops.ts'
import type { Gate, Verdict } from './gate.ts'
import { SECOND_TRY } from './second-tries.ts'

export const nodeGate: Gate = {
  name: 'node',
  about: 'tests in Node: *.test.ts',
  run: (paths) => runProject('node', paths, ALL_CORES),
}

export const postgresGate: Gate = {
  name: 'pg',
  about: "tests over the system's PostgreSQL and Redis: *.pg.test.ts",
  run: async (paths) => (await needsServices()) ?? runProject('pg', paths, ALL_CORES),
}

export const browserGate: Gate = {
  name: 'dom',
  about: "tests in the system's Chromium: *.dom.test.ts",
  room: 'whole',
  run: async (paths) => (await needsChromium()) ?? runProject('dom', paths),
}

export const e2eGate: Gate = {
  name: 'e2e',
  about: 'whole journeys over real servers and browsers: *.e2e.test.ts',
  room: 'whole',
  run: async (paths) =>
    (await needsChromium()) ?? (await needsEngines()) ?? (await needsFfmpeg()) ?? runProject('e2e', paths),
}

export const vendureGate: Gate = {
  name: 'vendure',
  about:
    'the adapter and the demo over a real Vendure from npm, in a process of its own: vendure/*.shop.test.ts',
  room: 'whole',
  run: () => runShop('vendure'),
}

export const medusaGate: Gate = {
  name: 'medusa',
  about:
    'the adapter and the demo over a real Medusa from npm, in a process of its own: medusa/*.shop.test.ts',
  room: 'whole',
  isOnRequest: true,
  run: () => runShop('medusa'),
}

async function runShop(shop: ShopName): Promise<Verdict> {
  return (
    (await needsServices()) ??
    (await needsChromium()) ??
    (await needsShop(shop)) ??
    runProject('shops', [`/${shop}/`])
  )
}

/** Vitest leaves one core to itself, which of two is half; these tests wait for disks and servers as much as they work. */
const ALL_CORES = { VITEST_MAX_WORKERS: String(availableParallelism()) }

async function runProject(
  project: string,
  paths: readonly string[],
  more: Readonly<Record<string, string>> = {},
): Promise<Verdict> {
  // Vite's own `build`, which a gate before this one runs, leaves `production` in our environment, and a library that
  // has tests in mind (React's `act`) has none there.
  const env = { NODE_ENV: 'test', ...more }
  const { code, output } = await runCommand('vitest', ['run', '--project', project, ...paths], { env })
  const tests = /^\s*Tests\s+(.*?)\s*(?:\(\d+\))?$/m.exec(output)?.[1]
  // A project without a test is a filter or a pattern gone wrong, never a success.
  const problems = code === 0 && tests?.includes('passed') ? [] : [output]
  const again = output.split('\n').filter((line) => line.startsWith(SECOND_TRY))
  return { problems, note: [tests === undefined ? 'no tests' : `${tests} tests`, ...again].join('; ') }
}
