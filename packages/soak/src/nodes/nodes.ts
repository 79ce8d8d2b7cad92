import { writeFile } from 'node:fs/promises'
import type { Command } from '../command.ts'
import { runLoad, type LoadResult } from '../load/run-load.ts'
import { describeMachine } from '../machine.ts'
import { readOptions } from '../read-options.ts'
import { toRows } from '../rows.ts'

/** Pass mark of the document. */
const GAIN = 1.8

export const nodes: Command = {
  about: 'the same load on one node and on two: CPU time of the hub per viewer',
  async run(args) {
    const values = readOptions(args, {
      viewers: { type: 'string', default: '3000' },
      shoppers: { type: 'string', default: '60' },
      'mutations-per-second': { type: 'string', default: '60' },
      minutes: { type: 'string', default: '1' },
      ramp: { type: 'string', default: '30' },
      profile: { type: 'string' },
      json: { type: 'string' },
      markdown: { type: 'boolean', default: false },
    })
    const results: LoadResult[] = []
    for (const count of [1, 2])
      results.push(
        await runLoad({
          database: 'postgres',
          nodes: count,
          cores: [0, 1],
          viewers: Number(values.viewers),
          shoppers: Number(values.shoppers),
          mutationsPerSecond: Number(values['mutations-per-second']),
          cuesPerSecond: 2,
          stalledShare: 0,
          rampSeconds: Number(values.ramp),
          warmUpSeconds: 10,
          seconds: Number(values.minutes) * 60,
          profileDir: values.profile,
          say: (line) => process.stdout.write(`${count}: ${line}\n`),
        }),
      )
    const [one, two] = results
    if (one === undefined || two === undefined) throw new Error('a run is missing')
    // With a core each, two nodes have twice the budget: what they gain is what their work does not cost more.
    const gain = (2 * perPacket(one)) / perPacket(two)
    const isHeld =
      gain >= GAIN && results.every(({ carts }) => carts.lost + carts.doubled + carts.unknown === 0)
    const command = `pnpm soak nodes ${args.join(' ')}`.trim()
    const machine = describeMachine()
    const row = (name: string, of: (result: LoadResult) => string) => [name, ...results.map(of)]
    const rows = [
      row('sockets', ({ connected }) => String(connected.open)),
      row('adds answered', ({ figures }) => `${(figures.answered / figures.seconds).toFixed(1)}/s`),
      row('packets told', ({ figures }) => `${(figures.packets / figures.seconds).toFixed(0)}/s`),
      row('hub CPU, all nodes', ({ hubCores }) => `${hubCores.toFixed(3)} cores`),
      row('of it in the kernel', ({ hubCpuMs, hubKernelMs }) => percentOf(hubKernelMs, hubCpuMs)),
      row('hub CPU per packet', (result) => `${(perPacket(result) * 1000).toFixed(1)} µs`),
      row('without the kernel', (result) => `${(ownPerPacket(result) * 1000).toFixed(1)} µs`),
      row('add p95', ({ figures }) => `${figures.ms.answer.p95.toFixed(1)} ms`),
      row('other device p95', ({ figures }) => `${figures.ms.otherDevice.p95.toFixed(1)} ms`),
      row('carts', ({ carts }) => `${carts.lost} lost, ${carts.doubled} doubled, ${carts.unknown} unknown`),
      ['viewers for a core each', '1', `${gain.toFixed(2)} (mark ${GAIN})`],
      ['without the kernel', '1', ((2 * ownPerPacket(one)) / ownPerPacket(two)).toFixed(2)],
      ['machine', machine.text, ''],
      ['command', command, ''],
    ]
    process.stdout.write(toRows(['what', 'one node', 'two nodes'], rows, values))
    process.stdout.write(
      'What viewers a core each would hold is a model: the load shares the cores, so the nodes are never full. It is twice\n' +
        'the CPU time one node spends per packet it tells, over what two nodes together spend; below it, without the kernel.\n',
    )
    process.stdout.write(isHeld ? 'held\n' : 'not held\n')
    if (values.json !== undefined)
      await writeFile(values.json, `${JSON.stringify({ ...machine, command, isHeld, gain, one, two })}\n`)
    return isHeld ? 0 : 1
  },
}

/** Milliseconds of hub CPU per packet that left. */
function perPacket({ hubCpuMs, figures }: LoadResult): number {
  return hubCpuMs / figures.packets
}

/** The same without what the kernel did for it. */
function ownPerPacket({ hubCpuMs, hubKernelMs, figures }: LoadResult): number {
  return (hubCpuMs - hubKernelMs) / figures.packets
}

function percentOf(part: number, whole: number): string {
  return `${((100 * part) / whole).toFixed(0)} %`
}
