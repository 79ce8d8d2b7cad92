import { spawn, spawnSync } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import process from 'node:process'
import type { Command } from '../command.ts'
import { describeMachine } from '../machine.ts'
import { readOptions } from '../read-options.ts'
import { runChaos, type ChaosResult } from './run-chaos.ts'

/** Pass marks of the document. */
const DRAINED_WITHIN_MS = 10_000
const QUIET_P99_MS = 500

/** Set in the environment of the run inside a network of its own. */
const INSIDE = 'CHAOS_NETWORK'

export const chaos: Command = {
  about: 'nodes, PostgreSQL and Redis, with everything between and around them going wrong',
  async run(args) {
    const values = readOptions(args, {
      minutes: { type: 'string', default: '1' },
      shoppers: { type: 'string', default: '40' },
      devices: { type: 'string', default: '3' },
      nodes: { type: 'string', default: '3' },
      processes: { type: 'string', default: '2' },
      'every-ms': { type: 'string', default: '3000' },
      'max-fault-ms': { type: 'string', default: '30000' },
      'max-calm-ms': { type: 'string', default: '12000' },
      seed: { type: 'string' },
      keep: { type: 'string' },
      json: { type: 'string' },
      'no-network': { type: 'boolean', default: false },
    })
    const seed = values.seed ?? String(Date.now() % 1_000_000)
    const again = values.seed === undefined ? [...args, '--seed', seed] : args
    if (process.env[INSIDE] === undefined && !values['no-network'] && mayHaveNetwork())
      return runInside(again)
    const hasLoss = process.env[INSIDE] !== undefined
    if (!hasLoss)
      process.stdout.write(
        'no network of our own (root, unshare and iptables make one): stalls stand for loss\n',
      )
    const ending = new AbortController()
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => ending.abort())
    const result = await runChaos({
      signal: ending.signal,
      seed: Number(seed),
      seconds: Number(values.minutes) * 60,
      nodes: Number(values.nodes),
      shoppers: Number(values.shoppers),
      devices: Number(values.devices),
      processes: Number(values.processes),
      everyMs: Number(values['every-ms']),
      maxFaultMs: Number(values['max-fault-ms']),
      maxCalmMs: Number(values['max-calm-ms']),
      hasLoss,
      keepIn: values.keep,
      say: (line) => process.stdout.write(`${line}\n`),
    }).catch((error: unknown) => {
      // What it had still to begin and to start again must not outlive it.
      if (ending.signal.aborted) process.exit(130)
      throw error
    })
    const isHeld = hold(result)
    const figures = {
      ...describeMachine(),
      command: `pnpm soak chaos ${again.join(' ')}`,
      hasLoss,
      ...result,
    }
    print(figures, isHeld)
    if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(figures)}\n`)
    return isHeld ? 0 : 1
  },
}

function hold({ violations, drainedMs, quiet }: ChaosResult): boolean {
  return (
    violations.length === 0 && drainedMs !== null && drainedMs < DRAINED_WITHIN_MS && quiet.p99 < QUIET_P99_MS
  )
}

function print(
  figures: ChaosResult & { text: string; command: string; hasLoss: boolean },
  isHeld: boolean,
): void {
  const { counts, violations, drainedMs, quiet } = figures
  const rows: [string, string][] = [
    ['machine', figures.text],
    ['faults', `${figures.faults}, packet loss ${figures.hasLoss ? 'by the kernel' : 'as stalls'}`],
    [
      'intents',
      `${counts.intents}: ${counts.ok} accepted, ${counts.refused} refused, ${counts.unknown} unknown`,
    ],
    ['reloads', String(counts.reloads)],
    ['cues', `${figures.cues}; ${counts.showGaps} gaps that were mended`],
    [
      'queues empty',
      drainedMs === null ? 'never' : `${drainedMs} ms after healing (mark ${DRAINED_WITHIN_MS})`,
    ],
    ['answers in calm', `${quiet.count}: p50 ${quiet.p50} ms, p99 ${quiet.p99} ms (mark ${QUIET_P99_MS})`],
    ['violations', String(violations.length)],
  ]
  for (const [name, value] of rows) process.stdout.write(`${name.padEnd(16)} ${value}\n`)
  for (const violation of violations.slice(0, 50)) process.stdout.write(`  ${violation}\n`)
  process.stdout.write(isHeld ? 'held\n' : `not held; again: ${figures.command}\n`)
  process.stdout.write(`${JSON.stringify({ ...figures, violations: violations.length })}\n`)
}

/** A loopback of our own, in which packets may be dropped without hurting anybody else. */
function mayHaveNetwork(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false
  const rule = 'iptables -A INPUT -i lo -p tcp --dport 1 -m statistic --mode random --probability 0.2 -j DROP'
  return spawnSync('unshare', ['-n', 'sh', '-c', `ip link set lo up && ${rule}`]).status === 0
}

function runInside(args: readonly string[]): Promise<number> {
  const own = [...process.execArgv, process.argv[1] ?? '', 'chaos', ...args]
  const child = spawn(
    'unshare',
    ['-n', 'sh', '-c', 'ip link set lo up && exec "$@"', 'sh', process.execPath, ...own],
    { stdio: 'inherit', env: { ...process.env, [INSIDE]: '1' } },
  )
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void child.kill(signal))
  return new Promise((done) => child.once('exit', (code) => done(code ?? 1)))
}
