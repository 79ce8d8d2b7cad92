import { existsSync } from 'node:fs'
import { access, constants, statfs } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { checkShape } from './check-shape.ts'
import { fault, ok, warning, type Finding } from './check.ts'

/** Less than this is used up by one busy show and its log. */
const LEAST_FREE_BYTES = 1_000_000_000

/** The file of a `sqlite:` URL: looked at, and written to in a transaction that is rolled back. */
export async function checkSqlite(path: string): Promise<Finding[]> {
  if (path === ':memory:')
    return [
      fault('everything is kept in memory', 'Name a file: TOTE_DATABASE_URL=sqlite:/var/lib/tote/tote.db'),
    ]
  const folder = dirname(resolve(path))
  if (!existsSync(folder))
    return [fault(`the folder ${folder} does not exist`, `Make it, and give it to the hub's account.`)]
  const isWritable = await access(folder, constants.W_OK).then(
    () => true,
    () => false,
  )
  if (!isWritable)
    return [
      fault(`${folder} cannot be written to`, `SQLite needs the folder too: chown it to the hub's account.`),
    ]
  const { bavail, bsize } = await statfs(folder)
  const space =
    bavail * bsize < LEAST_FREE_BYTES
      ? [
          warning(
            `only ${Math.round((bavail * bsize) / 1e6)} MB are free in ${folder}`,
            'Make room: a full disk stops every add.',
          ),
        ]
      : []
  if (!existsSync(path))
    return [...space, warning(`${path} is not there yet`, 'tote migrate makes it, and so does tote serve.')]
  return [...space, ...checkFile(path)]
}

function checkFile(path: string): Finding[] {
  const database = new DatabaseSync(path, { timeout: 2000 })
  try {
    const mode = database.prepare('PRAGMA journal_mode').get()?.['journal_mode']
    const wal =
      mode === 'wal'
        ? ok(`${path} is in WAL mode`)
        : warning(
            `${path} is in ${String(mode)} mode`,
            'tote migrate puts it in WAL mode, and so does tote serve.',
          )
    const taken = steps(database)
    if (taken.length === 0) return [wal, ...checkShape('sqlite', taken)]
    database.exec('BEGIN IMMEDIATE')
    database.exec(`update meta set value = value where key = 'epoch'`)
    const newest = Number(database.prepare('select max(at) as at from mutation').get()?.['at'] ?? 0)
    database.exec('ROLLBACK')
    return [wal, ok('it can be written to'), ...checkShape('sqlite', taken), ...checkNewest(newest)]
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return [
      fault(
        `${path} cannot be used: ${why}`,
        'Check its rights, and that it is a database of tote on a local disk.',
      ),
    ]
  } finally {
    database.close()
  }
}

function steps(database: DatabaseSync): string[] {
  const known = database.prepare(`select 1 from sqlite_master where name = 'kysely_migration'`).get()
  if (known === undefined) return []
  return database
    .prepare('select name from kysely_migration order by name')
    .all()
    .map(({ name }) => String(name))
}

/** Clocks differ by less. */
const MINUTE_MS = 60_000

/** What was written last is of the past, unless the clock was put back. */
export function checkNewest(newestMs: number, nowMs = Date.now()): Finding[] {
  if (newestMs <= nowMs + MINUTE_MS) return []
  return [
    fault(
      `the clock is ${Math.round((newestMs - nowMs) / 1000)} s before what was written last`,
      'Set it (timedatectl set-ntp true): holds and grants would outlive their time.',
    ),
  ]
}
