import { spawn, type ChildProcess } from 'node:child_process'
import process from 'node:process'

export interface ProcessOptions {
  readonly command: string
  readonly args?: readonly string[]
  readonly cwd?: string
  /** Added to this process's own environment; undefined takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>
  /** The account it runs as, where ours may choose: without it our own. */
  readonly account?: { readonly uid: number; readonly gid: number } | undefined
  /** What asks it to end, where that is not SIGTERM. */
  readonly stopSignal?: 'SIGTERM' | 'SIGINT'
  /** What it prints once it is ready. */
  readonly readyWhen: RegExp
  /** How long it may take to be ready; then it is ended and the start fails. */
  readonly readyTimeoutMs?: number
  /** Aborted before it is ready, it is ended and the start fails. */
  readonly signal?: AbortSignal | undefined
}

/** A real process under test, with all that it prints. */
export interface RunningProcess {
  /** Of the run that is on now: another one after `restart`. */
  readonly pid: number
  /** All it printed so far, errors included, over all its runs. */
  output(): string
  /** Waits until this run has printed what fits. Rejects with the output when it ends before, or in time does not. */
  waitFor(pattern: RegExp, timeoutMs?: number): Promise<RegExpExecArray>
  /** Asks it to end (SIGTERM, or what `stopSignal` says) and waits. Returns its exit code; null if a signal ended it. */
  stop(): Promise<number | null>
  /** Ends it as `kill -9` does: no goodbye, nothing flushed. */
  kill(): Promise<void>
  /** Starts it again, after `stop` or `kill`, and waits until it is ready. */
  restart(): Promise<void>
}

/** Starts a process and waits until it says that it is ready. */
export async function startProcess(options: ProcessOptions): Promise<RunningProcess> {
  const { readyWhen, readyTimeoutMs = 30_000, stopSignal = 'SIGTERM', signal: given } = options
  let earlier = ''
  let run = startRun(options)
  await whenReady()

  async function whenReady() {
    const giveUp = () => signal(run, 'SIGKILL')
    given?.addEventListener('abort', giveUp)
    try {
      given?.throwIfAborted()
      await waitFor(run, readyWhen, readyTimeoutMs)
    } catch (error) {
      await end(run, 'SIGKILL')
      throw error
    } finally {
      given?.removeEventListener('abort', giveUp)
    }
  }

  return {
    get pid() {
      return run.pid
    },
    output: () => earlier + run.output,
    waitFor: (pattern, timeoutMs = 10_000) => waitFor(run, pattern, timeoutMs),
    stop: () => end(run, stopSignal),
    kill: async () => {
      await end(run, 'SIGKILL')
    },
    async restart() {
      if (!run.hasEnded) throw new Error('it still runs: stop or kill it before starting it again')
      earlier += run.output
      run = startRun(options)
      await whenReady()
    },
  }
}

interface Run {
  readonly child: ChildProcess
  readonly pid: number
  output: string
  hasEnded: boolean
  readonly ended: Promise<number | null>
  readonly listeners: Set<() => void>
}

function startRun({ command, args = [], cwd, env = {}, account }: ProcessOptions): Run {
  // Its own group, so that ending it also ends what it started.
  const child = spawn(command, args, {
    ...(cwd === undefined ? {} : { cwd }),
    ...account,
    env: { ...process.env, ...env },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const listeners = new Set<() => void>()
  const tell = () => listeners.forEach((listener) => listener())
  const keep = (chunk: string) => {
    run.output += chunk
    tell()
  }
  const endWithUs = () => signal(run, 'SIGKILL')
  const ended = new Promise<number | null>((resolve) => {
    const finish = (code: number | null) => {
      run.hasEnded = true
      process.off('exit', endWithUs)
      resolve(code)
      tell()
    }
    child.once('close', finish)
    child.once('error', (error) => {
      keep(`${error.message}\n`)
      finish(null)
    })
  })
  const run: Run = { child, pid: child.pid ?? -1, output: '', hasEnded: false, ended, listeners }
  child.stdout.setEncoding('utf8').on('data', keep)
  child.stderr.setEncoding('utf8').on('data', keep)
  process.once('exit', endWithUs)
  return run
}

function waitFor(run: Run, pattern: RegExp, timeoutMs: number): Promise<RegExpExecArray> {
  return new Promise((resolve, reject) => {
    const finish = (settle: () => void) => {
      clearTimeout(timer)
      run.listeners.delete(look)
      settle()
    }
    const look = () => {
      const match = pattern.exec(run.output)
      if (match !== null) finish(() => resolve(match))
      else if (run.hasEnded)
        finish(() => reject(new Error(`ended before it printed ${pattern}:\n${run.output}`)))
    }
    const timer = setTimeout(
      () =>
        finish(() => reject(new Error(`did not print ${pattern} within ${timeoutMs} ms:\n${run.output}`))),
      timeoutMs,
    )
    run.listeners.add(look)
    look()
  })
}

type EndSignal = 'SIGTERM' | 'SIGINT' | 'SIGKILL'

function end(run: Run, how: EndSignal): Promise<number | null> {
  signal(run, how)
  return run.ended
}

function signal(run: Run, how: EndSignal): void {
  if (run.hasEnded || run.pid < 0) return
  try {
    process.kill(-run.pid, how)
  } catch {
    // It ended between our look and our signal, which is what was wanted.
  }
}
