import { writeFile } from 'node:fs/promises'
import type { Command } from '../command.ts'
import { describeMachine } from '../machine.ts'
import { readOptions } from '../read-options.ts'
import { runInWorker } from './in-worker.ts'

/** Random doings of shoppers at two devices, held to a plain map of what has to be in the cart. */
export const model: Command = {
  about: "a shopper's cart as a plain map, against the real core and hub under random commands",
  async run(args) {
    const { runs, seed, path, workers, json } = readOptions(args, {
      runs: { type: 'string', default: '20000' },
      seed: { type: 'string', default: '1' },
      path: { type: 'string' },
      workers: { type: 'string', default: '2' },
      json: { type: 'string' },
    })
    const startedAtMs = performance.now()
    const count = path === undefined ? Number(workers) : 1
    const results = await Promise.all(
      Array.from({ length: count }, (_, index) =>
        runInWorker({
          seed: Number(seed) + index,
          runs: Math.ceil(Number(runs) / count),
          ...(path === undefined ? {} : { path }),
        }),
      ),
    )
    const failures = results.flatMap(({ failure }) => failure ?? [])
    for (const failure of failures)
      process.stdout.write(
        `${failure.text}\n  again: pnpm soak model --seed ${failure.seed} --path ${failure.path}\n`,
      )
    const { text, ...machine } = describeMachine()
    const figures = {
      runs: results.reduce((sum, result) => sum + result.runs, 0),
      failed: failures.length,
      seconds: Math.round((performance.now() - startedAtMs) / 1000),
    }
    process.stdout.write(
      `${figures.runs} runs in ${figures.seconds} s: ${figures.failed} ended otherwise than the model\n${text}\n`,
    )
    if (json !== undefined)
      await writeFile(json, `${JSON.stringify({ what: 'model', ...figures, ...machine })}\n`)
    return failures.length === 0 ? 0 : 1
  },
}
