import type { Command } from './command.ts'
import { Usage } from './read-options.ts'

export interface Said {
  readonly code: number
  readonly out?: string
  readonly error?: string
}

/**
 * Runs the command that `argv` names, as `pnpm <program> <what> [options]`.
 * @returns The exit code, and what is to be said beside what the command says itself.
 */
export async function runCommand(
  program: string,
  commands: Readonly<Record<string, Command>>,
  [name = '', ...args]: readonly string[],
): Promise<Said> {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (command === undefined) {
    const lines = Object.entries(commands).map(([known, { about }]) => `  ${known.padEnd(10)} ${about}`)
    const usage = `pnpm ${program} <what> [options]\n\n${lines.join('\n')}\n`
    return name === '--help' ? { code: 0, out: usage } : { code: 1, error: usage }
  }
  try {
    return { code: await command.run(args) }
  } catch (error) {
    if (!(error instanceof Usage)) throw error
    const usage = `pnpm ${program} ${name} ${error.options}`.trim()
    if (error.isAsked) return { code: 0, out: `${command.about}\n\n${usage}\n` }
    return { code: 1, error: `${error.message}; ${usage}\n` }
  }
}
