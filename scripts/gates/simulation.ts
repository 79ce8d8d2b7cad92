import process from 'node:process'
import { runCommand } from '../workspace/run-command.ts'
import type { Gate } from './gate.ts'

/** What two idle cores do in about a minute; the long run does a hundred times as many. */
const SEEDS = 2000

/** All are missed within 500; a change elsewhere makes other worlds of the same seeds, which may be tamer at first. */
const WORLDS_FOR_A_SAFEGUARD = 1500

/** It has the machine to itself only when all other gates have ended. */
const LIMIT_MS = 45 * 60_000

export const simulationGate: Gate = {
  name: 'sim',
  about:
    'worlds of the real core and hub under a virtual clock hold I1 to I15, and notice each safeguard that is taken out',
  room: 'patient',
  async run() {
    const worlds = await soak('sim', '--seeds', String(SEEDS))
    const mutants = await soak('mutants', '--seeds', String(WORLDS_FOR_A_SAFEGUARD))
    const problems = [worlds, mutants].filter(({ code }) => code !== 0).map(({ output }) => output.trim())
    const note = [worlds, mutants].map(({ output }) => summaryOf(output)).join('; ')
    return { problems, note }
  },
}

function soak(...args: string[]) {
  // Where there is no `nice` it takes its turn as any process.
  const [command, ...before] = process.platform === 'win32' ? ['node'] : ['nice', '-n', '19', 'node']
  return runCommand(command, [...before, '--conditions=tote-source', 'packages/soak/src/main.ts', ...args], {
    limitMs: LIMIT_MS,
  })
}

/** The line before the one that names the machine. */
function summaryOf(output: string): string {
  return output.trim().split('\n').at(-2) ?? ''
}
