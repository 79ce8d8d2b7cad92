import process from 'node:process'
import { browserGate, e2eGate, medusaGate, nodeGate, postgresGate, vendureGate } from './vitest.ts'
import { buildGate } from './build.ts'
import { docsGate } from './docs.ts'
import { entriesGate } from './entries.ts'
import { formatGate } from './format.ts'
import type { Gate, Verdict } from './gate.ts'
import { importsGate } from './imports.ts'
import { lintGate } from './lint.ts'
import { packagesGate } from './packages.ts'
import { simulationGate } from './simulation.ts'
import { sizeGate } from './size.ts'
import { typesGate } from './types.ts'
import { unusedGate } from './unused.ts'

/** In the order they run: the quick ones first; what looks at built files after the build; patient ones beside them. */
const gates: readonly Gate[] = [
  formatGate,
  lintGate,
  typesGate,
  importsGate,
  unusedGate,
  docsGate,
  nodeGate,
  postgresGate,
  vendureGate,
  medusaGate,
  simulationGate,
  buildGate,
  packagesGate,
  entriesGate,
  sizeGate,
  browserGate,
  e2eGate,
]

/**
 * Runs every gate but those on request, or the one named first in `args` over the paths that follow, and prints a line
 * for each. All run even when one fails, so that one run tells everything there is to mend.
 *
 * @returns The exit code: 0 when all passed.
 */
export async function runGates(args: readonly string[]): Promise<number> {
  const [name, ...paths] = args
  if (name === '--list') {
    for (const { name: listed, about, isOnRequest } of gates)
      console.log(`  ${listed.padEnd(10)} ${about}${isOnRequest === true ? ' (only when named)' : ''}`)
    return 0
  }
  const chosen = gates.filter((gate) => (name === undefined ? gate.isOnRequest !== true : gate.name === name))
  if (chosen.length === 0) {
    console.error(`There is no gate ${name}. There are: ${gates.map((gate) => gate.name).join(', ')}.`)
    return 1
  }

  const failed: string[] = []
  const patient = chosen.length === 1 ? [] : chosen.filter((gate) => gate.room === 'patient')
  const begun = patient.map((gate) => ({ gate, verdict: timed(gate, paths) }))
  for (const gate of chosen.filter((one) => !patient.includes(one))) {
    if (gate.room === 'whole') await Promise.all(begun.map(({ verdict }) => verdict))
    if (process.stdout.isTTY) process.stdout.write(`… ${gate.name}\r`)
    tell(gate, await timed(gate, paths))
  }
  for (const { gate, verdict } of begun) tell(gate, await verdict)

  function tell(gate: Gate, { problems, note, seconds }: Verdict & { seconds: string }): void {
    const passed = problems.length === 0
    console.log(
      `${passed ? '✓' : '✗'} ${gate.name.padEnd(16)} ${seconds.padStart(6)} s   ${note ?? ''}`.trimEnd(),
    )
    for (const problem of problems) console.log(indent(problem))
    if (!passed) failed.push(gate.name)
  }

  if (failed.length > 0) {
    console.log(`\nFailed: ${failed.join(', ')}. One alone: npm test -- ${failed[0]}`)
  }
  console.log(`\n${chosen.length - failed.length} passed, ${failed.length} failed`)
  return failed.length === 0 ? 0 : 1
}

async function timed(gate: Gate, paths: readonly string[]): Promise<Verdict & { seconds: string }> {
  const startedAtMs = performance.now()
  const verdict = await verdictOf(gate, paths)
  return { ...verdict, seconds: ((performance.now() - startedAtMs) / 1000).toFixed(1) }
}

async function verdictOf(gate: Gate, paths: readonly string[]): Promise<Verdict> {
  try {
    return await gate.run(paths)
  } catch (error) {
    // A gate that breaks has not passed; the others still have something to say.
    return { problems: [error instanceof Error ? (error.stack ?? error.message) : String(error)] }
  }
}

function indent(text: string): string {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n')
}

process.on('unhandledRejection', (reason) => {
  console.error(reason)
  process.exitCode = 1
})
