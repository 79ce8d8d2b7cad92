import type { Command } from '../command.ts'
import { describeMachine } from '../machine.ts'
import { readOptions } from '../read-options.ts'
import { addSlice } from './add-slice.ts'
import { runSeeds } from './run-seeds.ts'

/** Whole worlds of shoppers, pages, nodes and faults over the real modules, under one virtual clock. */
export const sim: Command = {
  about: 'worlds of the real core and hub under a virtual clock, network and disk, held to I1 to I15',
  async run(args) {
    const values = readOptions(args, {
      seeds: { type: 'string', default: '2000' },
      from: { type: 'string', default: '0' },
      workers: { type: 'string', default: '2' },
      seed: { type: 'string' },
      trace: { type: 'boolean', default: false },
      json: { type: 'string' },
    })
    const isOne = values.seed !== undefined
    const count = isOne ? 1 : toNumber('seeds', values.seeds, 1)
    const from = toNumber('seed', values.seed ?? values.from, 0)
    const startedAtMs = performance.now()
    const outcome = await runSeeds({
      from,
      count,
      workers: isOne ? 1 : toNumber('workers', values.workers, 1),
      isTracing: isOne && values.trace,
      onProgress: (done, failed) => {
        if (process.stderr.isTTY) process.stderr.write(`\r${done} of ${count} seeds, ${failed} failed `)
      },
    })
    const seconds = (performance.now() - startedAtMs) / 1000
    const broken = outcome.failed.filter(({ violations }) => violations.length > 0)
    for (const { trace } of outcome.failed) if (trace.length > 0) say(trace.join('\n'))
    for (const { seed, violations } of broken.slice(0, 20)) {
      for (const { invariant, text } of violations.slice(0, 3)) say(`seed ${seed}: ${invariant}: ${text}`)
      say(`  again: pnpm soak sim --seed ${seed} --trace`)
    }
    const figures = {
      seeds: outcome.seeds,
      failed: broken.length,
      intents: outcome.intents,
      events: outcome.events,
      virtualHours: Math.round(outcome.virtualMs / 360_000) / 10,
      seconds: Math.round(seconds),
    }
    const { text, ...machine } = describeMachine()
    say(
      `${figures.seeds} worlds, ${figures.intents} intents, ${figures.virtualHours} hours of virtual time in ${figures.seconds} s: ${figures.failed} broke a promise\n${text}`,
    )
    if (values.json !== undefined) {
      const sum = await addSlice(values.json, {
        from,
        ...figures,
        broken: broken.map(({ seed }) => seed),
        ...machine,
      })
      say(`${sum.seeds} worlds in ${sum.slices.length} slices so far: ${sum.failed} broke a promise`)
    }
    return broken.length === 0 ? 0 : 1
  },
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

function toNumber(name: string, text: string, least: number): number {
  const value = Number(text)
  if (Number.isInteger(value) && value >= least) return value
  throw new Error(`--${name} is ${text}; it must be a whole number from ${least} on`)
}
