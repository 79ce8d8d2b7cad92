import process from 'node:process'
import { ConfigError } from '../config.ts'
import { DatabaseVersionError } from '../store/prepare-database.ts'
import { TracingError } from '../tracing/start-tracing.ts'
import { TenantFileError } from '../tenants/tenant-file.ts'
import { UsageError, type RunCommand, type Terminal } from './command.ts'

interface Command {
  /** In a few words, for the list. */
  readonly about: string
  /** What a command needs is loaded when it is asked for: a hub that was killed is back the sooner. */
  load(): Promise<RunCommand>
}

const commands: Readonly<Record<string, Command>> = {
  serve: { about: 'runs the hub', load: async () => (await import('./serve.ts')).serve },
  migrate: {
    about: "brings the database to this version's shape",
    load: async () => (await import('./migrate.ts')).migrate,
  },
  backup: {
    about: 'copies the database while the hub works on',
    load: async () => (await import('./backup.ts')).backup,
  },
  'new-epoch': {
    about: 'after a restore of PostgreSQL: lets pages send again what they still hold',
    load: async () => (await import('./new-epoch.ts')).newEpoch,
  },
  import: {
    about: 'makes a catalogue file of a product feed',
    load: async () => (await import('./import/import.ts')).importFeed,
  },
  doctor: {
    about: 'looks over a set-up and names each fault',
    load: async () => (await import('./doctor/doctor.ts')).doctor,
  },
  'verify-drop': {
    about: 'checks the public log of a drop',
    load: async () => (await import('./verify-drop/verify-drop.ts')).verifyDrop,
  },
  simulate: {
    about: 'tries a running hub with shoppers and viewers',
    load: async () => (await import('./simulate/simulate.ts')).simulate,
  },
}

const processTerminal: Terminal = {
  env: process.env,
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
}

/** `tote <command> …`. Returns the exit code. */
export async function runTote(
  args: readonly string[],
  terminal: Terminal = processTerminal,
): Promise<number> {
  const [first = '', ...rest] = args
  if (['', 'help', '--help', '-h'].includes(first)) {
    const [asked] = rest
    if (asked !== undefined) return runTote([asked, '--help'], terminal)
    terminal.out(help())
    // Without a word nothing was done, which a script has to notice.
    return first === '' ? 1 : 0
  }
  const command = Object.hasOwn(commands, first) ? commands[first] : undefined
  if (command === undefined) {
    terminal.err(`tote has no command ${first}. It has: ${Object.keys(commands).join(', ')}.\n`)
    return 1
  }
  try {
    const run = await command.load()
    return await run(rest, terminal)
  } catch (error) {
    terminal.err(`${isForPeople(error) ? error.message : trace(error)}\n`)
    return 1
  }
}

function help(): string {
  const lines = Object.entries(commands).map(([name, { about }]) => `  ${name.padEnd(11)} ${about}`)
  return `tote <command> [options]\n\n${lines.join('\n')}\n\ntote <command> --help says more. Settings are TOTE_… variables.\n`
}

function isForPeople(error: unknown): error is Error {
  return [UsageError, ConfigError, TenantFileError, TracingError, DatabaseVersionError].some(
    (kind) => error instanceof kind,
  )
}

function trace(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
