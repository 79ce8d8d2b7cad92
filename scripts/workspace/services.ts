import { existsSync } from 'node:fs'
import process from 'node:process'
import { postgresFolder, redisPath } from '../../packages/testkit/src/services/find-service.ts'
import { runCommand } from './run-command.ts'

/**
 * Sees to it that there are a PostgreSQL and a Redis: on Debian as root they are installed, and not started.
 * @returns Undefined when there are; else what to do, as a gate's problem.
 */
export async function needsServices(): Promise<{ readonly problems: readonly string[] } | undefined> {
  const missing = findMissing()
  if (missing.length === 0) return undefined
  if (process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
    // Not started by the package: tests start servers of their own.
    const env = { DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' }
    await runCommand('apt-get', ['update'], { env })
    // With xfsprogs power cuts are tried too; without it those tests say that they are not.
    const packages = [...missing, 'xfsprogs']
    const { output } = await runCommand(
      'apt-get',
      ['install', '-y', '--no-install-recommends', ...packages],
      {
        env,
      },
    )
    if (findMissing().length === 0) return undefined
    return { problems: [`apt-get could not install ${missing.join(' and ')}:\n${output}`] }
  }
  return {
    problems: [
      `These tests need ${missing.join(' and ')}: install them (Debian: sudo apt-get install ${missing.join(' ')}).`,
    ],
  }
}

function findMissing(): string[] {
  return [
    ...(postgresFolder() === undefined ? ['postgresql'] : []),
    ...(redisPath() === undefined ? ['redis-server'] : []),
  ]
}
