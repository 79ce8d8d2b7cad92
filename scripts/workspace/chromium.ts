import { existsSync } from 'node:fs'
import process from 'node:process'
import { chromiumPath } from '../../packages/testkit/src/chromium/chromium-path.ts'
import { runCommand } from './run-command.ts'

/**
 * Sees to it that there is a Chromium: on Debian as root it is installed.
 * @returns Undefined when there is one; else what to do, as a gate's problem.
 */
export async function needsChromium(): Promise<{ readonly problems: readonly string[] } | undefined> {
  if (chromiumPath() !== undefined) return undefined
  if (process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
    const env = { DEBIAN_FRONTEND: 'noninteractive' }
    await runCommand('apt-get', ['update'], { env })
    const { output } = await runCommand('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], {
      env,
    })
    if (chromiumPath() !== undefined) return undefined
    return { problems: [`apt-get could not install chromium:\n${output}`] }
  }
  return {
    problems: [
      'These tests need Chromium: install it (Debian: sudo apt-get install chromium) or name one in TOTE_CHROMIUM.',
    ],
  }
}
