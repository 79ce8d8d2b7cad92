import { writeFile } from 'node:fs/promises'
import type { RunCommand } from '../command.ts'
import { parseSimulateOptions, simulateHelp } from './simulate-options.ts'
import { liveHead, toLiveLine, toSummary } from './simulate-table.ts'
import { createSimulation } from './simulation.ts'

/** As long as the last answers may take, back-off included. */
const SETTLE_MS = 30_000
const LINE_EVERY_MS = 1000

/**
 * `tote simulate`. Returns the exit code: 0 when every cart is what the hub said yes to and nothing was an error.
 * SIGINT ends it early, with its summary.
 * @throws UsageError
 */
export const simulate: RunCommand = async (args, { out }) => {
  if (args.includes('--help')) {
    out(simulateHelp)
    return 0
  }
  const { simulation: options, seconds, json } = parseSimulateOptions(args)
  const simulation = createSimulation(options)
  let before: ReturnType<typeof simulation.read> | null = null
  const say = () => {
    const figures = simulation.read()
    out(`${toLiveLine(figures, before)}\n`)
    before = figures
  }
  out(`${liveHead}\n`)
  const lines = setInterval(say, LINE_EVERY_MS)
  const interrupted = new Promise<'interrupted'>((done) => {
    process.once('SIGINT', () => done('interrupted'))
  })
  try {
    if ((await Promise.race([simulation.open(), interrupted])) === 'interrupted') return 130
    simulation.begin()
    await Promise.race([new Promise((done) => setTimeout(done, seconds * 1000)), interrupted])
    const figures = simulation.read()
    clearInterval(lines)
    const check = await simulation.settle(SETTLE_MS)
    out(`\n${toSummary(figures, check)}`)
    if (json !== undefined) await writeFile(json, `${JSON.stringify({ ...figures, carts: check })}\n`)
    return check.lost + check.doubled + check.unknown + figures.errors === 0 ? 0 : 1
  } finally {
    clearInterval(lines)
    simulation.stop()
  }
}
