import { execFileSync } from 'node:child_process'
import { arch, availableParallelism, cpus, platform, release, totalmem } from 'node:os'

export interface Machine {
  readonly machine: string
  readonly node: string
  readonly commit: string
  /** All of it in a line. */
  readonly text: string
}

/** Where and of what a figure was measured. */
export function describeMachine(): Machine {
  const memoryGb = Math.round(totalmem() / 2 ** 30)
  const machine = `${cpus()[0]?.model.trim() ?? arch()}, ${availableParallelism()} cores, ${memoryGb} GB, ${platform()} ${release()}`
  const commit = commitOf()
  return {
    machine,
    node: process.version,
    commit,
    text: `${machine}; Node ${process.version}; commit ${commit}`,
  }
}

/** With `+` when what ran is not what was committed. */
function commitOf(): string {
  try {
    const git = (...args: string[]) => execFileSync('git', args, { encoding: 'utf8' }).trim()
    const isClean = git('status', '--porcelain') === ''
    return `${git('rev-parse', '--short', 'HEAD')}${isClean ? '' : '+'}`
  } catch {
    // Run from an archive, there is no repository to ask.
    return 'unknown'
  }
}
