import { spawn, type ChildProcess } from 'node:child_process'
import { createWriteStream, readFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { tail } from './build-parts.ts'
import { DemoError } from './step.ts'

export interface HubOptions {
  readonly root: string
  readonly folder: string
  readonly port: number
  readonly publicUrl: string
  readonly tenantFile: string
  readonly mediaDir: string
}

export interface HubProcess {
  /** As this machine reaches it. */
  readonly url: string
  stop(): Promise<void>
}

/** Long enough to see that it is gone; short enough that a shopper hardly does. */
const RESTART_MS = 1000
/** Debian on a slow disk starts within five seconds. */
const READY_WITHIN_MS = 30_000

/** Starts the hub and starts it again whenever it ends, until it is stopped. Resolves when it answers. */
export async function startHub(options: HubOptions): Promise<HubProcess> {
  const { folder, port } = options
  const url = `http://127.0.0.1:${port}`
  const logFile = join(folder, 'hub.log')
  const log = createWriteStream(logFile, { flags: 'w' })
  let child: ChildProcess
  let isStopping = false
  let isReady = false
  let timer: NodeJS.Timeout | undefined
  let onEarlyEnd = () => {}
  const endedEarly = new Promise<void>((resolve) => {
    onEarlyEnd = resolve
  })
  run()

  const answered = await Promise.race([waitUntilReady(url), endedEarly.then(() => false)])
  if (!answered) {
    await stop()
    // Kept by another commit, its database may be of another shape.
    throw new DemoError(
      `The hub did not start. The end of ${logFile}:\n\n${tail(readFileSync(logFile, 'utf8'))}\n\n` +
        '  What an earlier run kept may be of another version: `npm run demo -- --fresh` starts from nothing.',
    )
  }
  isReady = true
  return { url, stop }

  function run() {
    child = spawn(
      process.execPath,
      ['--conditions=tote-source', join(options.root, 'packages/server/src/main.ts'), 'serve'],
      {
        cwd: options.root,
        env: { ...withoutTote(process.env), ...settings(options) },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    )
    child.stdout?.pipe(log, { end: false })
    child.stderr?.pipe(log, { end: false })
    child.once('exit', (code, signal) => {
      if (isStopping) return
      if (!isReady) {
        // What it said on its way out arrives just after.
        setTimeout(onEarlyEnd, 100)
        return
      }
      process.stdout.write(`  ! the hub ended (${signal ?? `code ${code}`}); starting it again\n`)
      timer = setTimeout(() => {
        run()
        void waitUntilReady(url).then((isBack) => {
          if (isBack && !isStopping) process.stdout.write('  ✓ the hub is back\n')
        })
      }, RESTART_MS)
    })
  }

  async function stop(): Promise<void> {
    isStopping = true
    clearTimeout(timer)
    const running = child
    if (running.exitCode === null && running.signalCode === null) {
      const ended = new Promise((resolve) => running.once('exit', resolve))
      running.kill('SIGTERM')
      // A hub that does not go by itself must not outlive the demo.
      const force = setTimeout(() => running.kill('SIGKILL'), 5000)
      await ended
      clearTimeout(force)
    }
    log.end()
  }
}

function settings({
  folder,
  port,
  publicUrl,
  tenantFile,
  mediaDir,
  root,
}: HubOptions): Record<string, string> {
  return {
    TOTE_DATABASE_URL: `sqlite:${join(folder, 'tote.db')}`,
    TOTE_HOST: '127.0.0.1',
    TOTE_PORT: String(port),
    TOTE_PUBLIC_URL: publicUrl,
    TOTE_TENANTS: tenantFile,
    TOTE_MEDIA_DIR: mediaDir,
    TOTE_EMBED_DIR: join(root, 'packages/embed/dist'),
    TOTE_CONSOLE_DIR: join(root, 'packages/console/dist'),
    TOTE_WINDOW_DIR: join(root, 'packages/window/dist'),
    TOTE_LOG_LEVEL: 'info',
  }
}

/** A setting left over in the terminal is not meant for the demo. */
function withoutTote(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith('TOTE_')))
}

async function waitUntilReady(url: string): Promise<boolean> {
  const giveUpAt = performance.now() + READY_WITHIN_MS
  while (performance.now() < giveUpAt) {
    const isReady = await fetch(`${url}/readyz`).then(
      (answer) => answer.ok,
      () => false,
    )
    if (isReady) return true
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return false
}
