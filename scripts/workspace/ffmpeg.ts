import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import process from 'node:process'
import { runCommand } from './run-command.ts'

/**
 * Sees to it that there is an ffmpeg, which makes the media of tests: on Debian as root it is installed.
 * @returns Undefined when there is one; else what to do, as a gate's problem.
 */
export async function needsFfmpeg(): Promise<{ readonly problems: readonly string[] } | undefined> {
  if (isThere()) return undefined
  if (process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
    const env = { DEBIAN_FRONTEND: 'noninteractive' }
    await runCommand('apt-get', ['update'], { env })
    const { output } = await runCommand('apt-get', ['install', '-y', '--no-install-recommends', 'ffmpeg'], {
      env,
    })
    if (isThere()) return undefined
    return { problems: [`apt-get could not install ffmpeg:\n${output}`] }
  }
  return { problems: ['These tests need ffmpeg: install it (Debian: sudo apt-get install ffmpeg).'] }
}

function isThere(): boolean {
  return spawnSync('ffmpeg', ['-version']).status === 0
}
