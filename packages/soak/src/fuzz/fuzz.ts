import { writeFile } from 'node:fs/promises'
import type { Command } from '../command.ts'
import { describeMachine } from '../machine.ts'
import { readOptions } from '../read-options.ts'
import { runFuzz } from './run-fuzz.ts'

export const fuzz: Command = {
  about:
    'Frames that no client sends, at a real hub: no crash, no answer that is another’s. --frames, --seed, --json',
  async run(args) {
    const values = readOptions(args, {
      frames: { type: 'string' },
      seed: { type: 'string' },
      json: { type: 'string' },
    })
    const frames = Number(values.frames ?? 100_000)
    const seed = Number(values.seed ?? Date.now() % 1_000_000)
    const { text, ...machine } = describeMachine()
    const { refusals, violations, heapMb, ...result } = await runFuzz({ frames, seed })
    const codes = [...refusals].toSorted(([, one], [, other]) => other - one)
    process.stdout.write(
      `${[
        text,
        `frames       ${result.frames}`,
        `answers      ${result.answers}`,
        `connections  ${result.connections}`,
        `refusals     ${codes.map(([code, count]) => `${code} ${count}`).join(', ')}`,
        `heap         ${heapMb[0]} MB after a tenth, ${heapMb[1]} MB at the end`,
        `time         ${result.seconds.toFixed(0)} s`,
        `violations   ${violations.length}`,
        ...violations.map((violation) => `  ${violation}`),
        ...(violations.length === 0 ? [] : [`again: pnpm soak fuzz --frames ${frames} --seed ${seed}`]),
      ].join('\n')}\n`,
    )
    const line = JSON.stringify({
      what: 'fuzz',
      ...machine,
      seed,
      ...result,
      refusals: Object.fromEntries(codes),
      heapMb,
      violations,
    })
    if (values.json !== undefined) await writeFile(values.json, `${line}\n`)
    process.stdout.write(`${line}\n`)
    return violations.length === 0 ? 0 : 1
  },
}
