import { spawn } from 'node:child_process'
import { join } from 'node:path'
import process from 'node:process'

export interface CrowdOptions {
  readonly root: string
  /** The hub as this machine reaches it. */
  readonly hub: string
  readonly key: string
  readonly show: string
  readonly origin: string
}

/** A few viewers who talk, so that the demo's chat is not empty. Returns their stop; the demo does without them if they end. */
export function startCrowd({ root, hub, key, show, origin }: CrowdOptions): () => Promise<void> {
  const child = spawn(
    process.execPath,
    ['--conditions=tote-source', join(root, 'examples/demo-show/crowd/crowd.ts')],
    {
      cwd: root,
      env: { ...process.env, TOTE_HUB: hub, TOTE_KEY: key, TOTE_SHOW: show, TOTE_ORIGIN: origin },
      stdio: 'ignore',
    },
  )
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    // Not started: the show goes on without talk.
    child.once('error', () => resolve())
  })
  return async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGTERM')
    await ended
  }
}
