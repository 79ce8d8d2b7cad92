import { existsSync } from 'node:fs'
import process from 'node:process'
import { missingEnginePackages } from '../../packages/testkit/src/e2e/engines/find-engine.ts'
import { runCommand } from './run-command.ts'

/**
 * Sees to it that there are a Firefox and a WebKit with the codecs that live shows use: on Debian as root they are installed.
 * @returns Undefined when there are; else what to do, as a gate's problem.
 */
export async function needsEngines(): Promise<{ readonly problems: readonly string[] } | undefined> {
  const missing = missingEnginePackages()
  if (missing.length === 0) return undefined
  if (process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
    const env = { DEBIAN_FRONTEND: 'noninteractive' }
    await runCommand('apt-get', ['update'], { env })
    const { output } = await runCommand('apt-get', ['install', '-y', '--no-install-recommends', ...missing], {
      env,
    })
    if (missingEnginePackages().length === 0) return undefined
    return { problems: [`apt-get could not install ${missing.join(' and ')}:\n${output}`] }
  }
  return {
    problems: [
      `These tests run in Firefox and WebKit too: install ${missing.join(' and ')} (Debian: sudo apt-get install ${missing.join(' ')}).`,
    ],
  }
}
