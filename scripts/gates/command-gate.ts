import { runCommand } from '../workspace/run-command.ts'
import type { Verdict } from './gate.ts'

/** Passes when the command does; else its output is the problem. */
export async function judgeCommand(command: string, args: readonly string[]): Promise<Verdict> {
  const { code, output } = await runCommand(command, args)
  return {
    problems: code === 0 ? [] : [output.trim() || `${command} ended with code ${code} and said nothing`],
  }
}
