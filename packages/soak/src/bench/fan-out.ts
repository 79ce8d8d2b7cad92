import { fork, type ChildProcess } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Command } from '../command.ts'
import { describeMachine } from '../machine.ts'
import { readOptions } from '../read-options.ts'
import { contenders } from './contenders.ts'
import type { HubFigures, Order, ViewerFigures } from './orders.ts'

const WARM_UP_MS = 2000

interface Run {
  readonly name: string
  readonly viewers: number
  readonly cpuUsPerEvent: number
  readonly eventsPerSecond: number
  readonly framesPerViewer: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly failed: number
}

/** What telling a show costs the hub, against what Socket.IO and ws cost, all in one run. */
export const fanOutBench: Command = {
  about: "the hub's CPU per delivered show event, against Socket.IO and ws",
  async run(args) {
    const values = readOptions(args, {
      viewers: { type: 'string', default: '1000,3000' },
      rate: { type: 'string', default: '60' },
      seconds: { type: 'string', default: '8' },
      rounds: { type: 'string', default: '3' },
      json: { type: 'string' },
    })
    const rows = []
    for (const viewers of values.viewers.split(',').map(Number)) {
      const runs: Run[] = []
      // Round by round, so that what else the machine does falls on all alike.
      for (let round = 0; round < Number(values.rounds); round += 1)
        for (const name of Object.keys(contenders))
          runs.push(await measure(name, { viewers, rate: values.rate, ms: Number(values.seconds) * 1000 }))
      rows.push(...toRows(runs, viewers))
    }
    const machine = describeMachine()
    process.stdout.write(
      `${machine.text}\n${values.rate} events/s in, ticks of 100 ms, ${values.rounds} rounds of ${values.seconds} s, medians\n\n`,
    )
    process.stdout.write(toTable(rows))
    const result = { bench: 'fanout', ...machine, rate: Number(values.rate), rows }
    process.stdout.write(`\n${JSON.stringify(result)}\n`)
    if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(result)}\n`)
    return rows.some(({ failed }) => failed > 0) ? 1 : 0
  },
}

async function measure(
  name: string,
  { viewers, rate, ms }: { viewers: number; rate: string; ms: number },
): Promise<Run> {
  const wire = contenders[name]?.wire ?? 'ws'
  const hub = start('./hub-process.ts', [name, rate])
  const { port } = await heard<{ port: number }>(hub)
  const audience = start('./viewers-process.ts', [String(port), wire, String(viewers)])
  try {
    await heard(audience)
    say(hub, 'post')
    await wait(WARM_UP_MS)
    for (const child of [hub, audience]) say(child, 'begin')
    await wait(ms)
    const answers = [heard<HubFigures>(hub), heard<ViewerFigures>(audience)] as const
    for (const child of [hub, audience]) say(child, 'end')
    const [cost, got] = await Promise.all(answers)
    return {
      name,
      viewers,
      cpuUsPerEvent: cost.cpuUs / got.delivered,
      eventsPerSecond: (cost.events * 1000) / cost.ms,
      framesPerViewer: got.frames / viewers,
      p50Ms: quantile(got.delaysMs, 0.5),
      p99Ms: quantile(got.delaysMs, 0.99),
      failed: got.failed,
    }
  } finally {
    await Promise.all([stop(hub), stop(audience)])
  }
}

function toRows(runs: readonly Run[], viewers: number) {
  const of = (name: string, field: 'cpuUsPerEvent' | 'eventsPerSecond' | 'p50Ms' | 'p99Ms') =>
    quantile(
      runs
        .filter((run) => run.name === name)
        .map((run) => run[field])
        .toSorted((a, b) => a - b),
      0.5,
    )
  return Object.entries(contenders).map(([name, { about }]) => ({
    viewers,
    name,
    about,
    cpuUsPerEvent: of(name, 'cpuUsPerEvent'),
    ratio: of(name, 'cpuUsPerEvent') / of('plain', 'cpuUsPerEvent'),
    eventsPerSecond: of(name, 'eventsPerSecond'),
    p50Ms: of(name, 'p50Ms'),
    p99Ms: of(name, 'p99Ms'),
    addedP99Ms: of(name, 'p99Ms') - of('plain', 'p99Ms'),
    failed: runs.filter((run) => run.name === name).reduce((sum, { failed }) => sum + failed, 0),
  }))
}

function toTable(rows: ReturnType<typeof toRows>): string {
  const head = [
    'viewers',
    'contender',
    'µs/event',
    'ratio',
    'in/s',
    'p50 ms',
    'p99 ms',
    'added p99',
    'failed',
  ]
  const lines = rows.map((row) => [
    String(row.viewers),
    row.about,
    row.cpuUsPerEvent.toFixed(2),
    row.ratio.toFixed(3),
    row.eventsPerSecond.toFixed(0),
    row.p50Ms.toFixed(0),
    row.p99Ms.toFixed(0),
    row.addedP99Ms.toFixed(0),
    String(row.failed),
  ])
  const widths = head.map((title, column) =>
    Math.max(title.length, ...lines.map((line) => line[column]?.length ?? 0)),
  )
  const toLine = (cells: string[]) =>
    cells
      .map((cell, column) =>
        column === 1 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
  return `${[head, ...lines].map(toLine).join('\n')}\n`
}

/** 0 for an empty list. */
function quantile(sorted: readonly number[], q: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0
}

function start(file: string, args: string[]): ChildProcess {
  return fork(fileURLToPath(new URL(file, import.meta.url)), args, {
    execArgv: ['--conditions=tote-source'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
}

function say(child: ChildProcess, order: Order): void {
  child.send(order)
}

/** The next thing a child says: each says one thing at a time, and nothing unasked. */
function heard<T>(child: ChildProcess): Promise<T> {
  return new Promise((done, fail) => {
    // Our own process, written beside this: it sends what `orders.ts` says.
    child.once('message', (message) => done(message as T))
    child.once('exit', (code) => fail(new Error(`a process of the bench ended with ${code}`)))
  })
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((done) => child.once('exit', done))
  child.kill('SIGKILL')
  await ended
}
