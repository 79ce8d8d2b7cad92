import { accessSync, constants, globSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { env } from 'node:process'

/** Where distributions put PostgreSQL's programs, which are mostly not on the PATH. */
const POSTGRES_FOLDERS = [
  '/usr/lib/postgresql/*/bin',
  '/usr/pgsql-*/bin',
  '/opt/homebrew/opt/postgresql*/bin',
  '/usr/local/opt/postgresql*/bin',
]

/** The folder of the system's PostgreSQL programs, the newest when there are several; undefined when there is none. */
export function postgresFolder(): string | undefined {
  const known = POSTGRES_FOLDERS.flatMap((pattern) => globSync(pattern).toSorted(byNumber).toReversed())
  return [...pathFolders(), ...known].find((folder) =>
    ['postgres', 'initdb'].every((name) => isExecutable(join(folder, name))),
  )
}

/** The system's Redis server; undefined when there is none. */
export function redisPath(): string | undefined {
  return pathFolders()
    .map((folder) => join(folder, 'redis-server'))
    .find(isExecutable)
}

function pathFolders(): string[] {
  return (env['PATH'] ?? '').split(delimiter)
}

function byNumber(one: string, other: string): number {
  return one.localeCompare(other, 'en', { numeric: true })
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    // Not there, or not ours to run: another folder may have it.
    return false
  }
}
