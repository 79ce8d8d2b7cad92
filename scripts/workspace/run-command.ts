import { spawn } from 'node:child_process'
import { delimiter, join } from 'node:path'
import process from 'node:process'
import { stripVTControlCharacters } from 'node:util'
import { root } from './workspace.ts'

// Longer than any gate takes: what hangs must fail with what it printed, not hold the run up for good.
const LIMIT_MS = 50 * 60_000

export interface CommandResult {
  readonly code: number
  /** What it printed, errors included, in the order it came. */
  readonly output: string
}

/** Runs a command of the workspace's own tools to its end, from `cwd` (else the root), and keeps what it prints. */
export function runCommand(
  command: string,
  args: readonly string[],
  options: {
    readonly cwd?: string
    readonly env?: Readonly<Record<string, string>>
    readonly limitMs?: number
  } = {},
): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd ?? root,
      env: {
        ...process.env,
        PATH: `${join(root, 'node_modules/.bin')}${delimiter}${process.env['PATH'] ?? ''}`,
        // Output is kept and printed later, where colour codes would only be noise.
        NO_COLOR: '1',
        FORCE_COLOR: undefined,
        ...options.env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    // Node's own time limit would keep us waiting for it when the command could not even start.
    const limit = setTimeout(() => child.kill(), options.limitMs ?? LIMIT_MS)
    let output = ''
    const keep = (chunk: string) => {
      output += chunk
    }
    child.stdout.setEncoding('utf8').on('data', keep)
    child.stderr.setEncoding('utf8').on('data', keep)
    child.on('error', (error) => {
      clearTimeout(limit)
      reject(error)
    })
    child.on('close', (code, signal) => {
      clearTimeout(limit)
      // Some tools colour what they print to a pipe when they think they run in CI.
      const plain = stripVTControlCharacters(output)
      resolve({ code: code ?? 1, output: signal === null ? plain : `${plain}\nended by ${signal}` })
    })
  })
}
