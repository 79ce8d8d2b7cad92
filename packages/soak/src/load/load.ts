import { writeFile } from 'node:fs/promises'
import type { Command } from '../command.ts'
import { describeMachine } from '../machine.ts'
import { readOptions } from '../read-options.ts'
import { toRows } from '../rows.ts'
import { runLoad, type LoadResult } from './run-load.ts'

/** Pass marks of the document. */
const ADD_P95_MS = 50
const ADD_P99_MS = 150
const OTHER_DEVICE_P95_MS = 250
/** Flat is what does not grow; that the first third had more is a collection of garbage that came late. */
const MEMORY_GROWTH_PERCENT = 5

export const load: Command = {
  about: 'one node: thousands of viewers of a show, hundreds of adds a second, some who do not read',
  async run(args) {
    const values = readOptions(args, {
      database: { type: 'string', default: 'sqlite' },
      viewers: { type: 'string', default: '5000' },
      shoppers: { type: 'string', default: '200' },
      'mutations-per-second': { type: 'string', default: '200' },
      'cues-per-second': { type: 'string', default: '0.5' },
      'stalled-percent': { type: 'string', default: '5' },
      minutes: { type: 'string', default: '10' },
      'warm-up': { type: 'string', default: '30' },
      ramp: { type: 'string', default: '40' },
      profile: { type: 'string' },
      json: { type: 'string' },
      markdown: { type: 'boolean', default: false },
    })
    const result = await runLoad({
      database: values.database === 'postgres' ? 'postgres' : 'sqlite',
      nodes: 1,
      viewers: Number(values.viewers),
      shoppers: Number(values.shoppers),
      mutationsPerSecond: Number(values['mutations-per-second']),
      cuesPerSecond: Number(values['cues-per-second']),
      stalledShare: Number(values['stalled-percent']) / 100,
      rampSeconds: Number(values.ramp),
      warmUpSeconds: Number(values['warm-up']),
      seconds: Number(values.minutes) * 60,
      profileDir: values.profile,
      say: (line) => process.stdout.write(`${line}\n`),
    })
    const isHeld = hold(result)
    const command = `pnpm soak load ${args.join(' ')}`.trim()
    const machine = describeMachine()
    const rows: [string, string, string][] = [
      ...rowsOf(result),
      ['machine', machine.text, ''],
      ['command', command, ''],
    ]
    process.stdout.write(toRows(['what', 'measured', 'mark'], rows, values))
    process.stdout.write(isHeld ? 'held\n' : 'not held\n')
    if (values.json !== undefined)
      await writeFile(values.json, `${JSON.stringify({ ...machine, command, isHeld, ...result })}\n`)
    return isHeld ? 0 : 1
  },
}

function hold({ figures, carts, memoryDriftPercent }: LoadResult): boolean {
  const { answer, otherDevice } = figures.ms
  return (
    answer.p95 < ADD_P95_MS &&
    answer.p99 < ADD_P99_MS &&
    otherDevice.p95 < OTHER_DEVICE_P95_MS &&
    memoryDriftPercent <= MEMORY_GROWTH_PERCENT &&
    carts.lost + carts.doubled + carts.unknown + figures.errors === 0
  )
}

function rowsOf(result: LoadResult): [string, string, string][] {
  const { figures, carts, connected } = result
  const { answer, otherDevice, cue, stalledUntilClosed } = figures.ms
  const ms = (value: number) => `${value.toFixed(1)} ms`
  const refused = Object.entries(figures.refused).map(([code, count]) => `${code} ${count}`)
  return [
    ['sockets open at the end', `${connected.open} of ${connected.wanted}`, ''],
    ['all open after', `${result.openedInSeconds.toFixed(0)} s`, ''],
    ['adds answered', `${(figures.answered / figures.seconds).toFixed(1)}/s`, ''],
    ['add p50', ms(answer.p50), ''],
    ['add p95', ms(answer.p95), `< ${ADD_P95_MS} ms`],
    ['add p99', ms(answer.p99), `< ${ADD_P99_MS} ms`],
    ['other device p95', ms(otherDevice.p95), `< ${OTHER_DEVICE_P95_MS} ms`],
    ['cue to viewer p95', ms(cue.p95), ''],
    [
      'stalled and closed',
      `${figures.stalledClosed}, longest ${(stalledUntilClosed.longest / 1000).toFixed(1)} s from when they stopped reading`,
      '',
    ],
    ['carts', `${carts.lost} lost, ${carts.doubled} doubled, ${carts.unknown} unknown`, '0, 0, 0'],
    ['refused', refused.join(', ') || 'none', ''],
    ['hub CPU', `${result.hubCores.toFixed(2)} cores`, ''],
    ['load generator CPU', `${result.driverCores.toFixed(2)} cores of the same machine`, ''],
    ['sockets per core, by hub CPU', (connected.open / result.hubCores).toFixed(0), ''],
    ['hub memory', `${result.residentMb.toFixed(0)} MB`, ''],
    ['memory per socket', `${result.kbPerSocket.toFixed(0)} kB`, ''],
    [
      'memory, last third against first',
      `${result.memoryDriftPercent.toFixed(1)} %`,
      `grown by at most ${MEMORY_GROWTH_PERCENT} %`,
    ],
  ]
}
