import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { ToteError } from '@tote/protocol'
import type { SqliteDatabase, SqliteStatement } from 'kysely'

/**
 * `node:sqlite` in the shape Kysely's own SQLite dialect asks for. WAL with synchronous FULL: a commit
 * is on the disk before anybody hears of it, and readers do not wait for writers.
 */
export function openNodeSqlite(path: string): SqliteDatabase {
  const database = new DatabaseSync(path)
  // First: another process may be opening the same file.
  database.exec('PRAGMA busy_timeout = 5000')
  database.exec('PRAGMA journal_mode = WAL')
  database.exec('PRAGMA synchronous = FULL')
  database.exec('PRAGMA foreign_keys = ON')
  const prepared = new Map<string, SqliteStatement>()
  return {
    close: () => database.close(),
    prepare(sql) {
      const known = prepared.get(sql)
      if (known !== undefined) {
        // The last asked for stands last.
        prepared.delete(sql)
        prepared.set(sql, known)
        return known
      }
      // A transaction that starts as a reader can fail when it turns writer; ours all come to write.
      const statement = toStatement(database.prepare(sql === 'begin' ? 'begin immediate' : sql))
      // What a failing disk made SQLite roll back is so already: the first failure is the one to tell.
      if (sql === 'rollback') return { ...statement, run: (values) => rollBack(database, statement, values) }
      prepared.set(sql, statement)
      const [longestUnasked] = prepared.keys()
      if (prepared.size > MAX_PREPARED && longestUnasked !== undefined) prepared.delete(longestUnasked)
      return statement
    },
  }
}

/**
 * The hub's own queries are far fewer; the bound is against lists of varying length, and they must not take the place
 * of what is asked all the time.
 */
export const MAX_PREPARED = 2000

function rollBack(database: DatabaseSync, statement: SqliteStatement, values: readonly unknown[]) {
  return database.isTransaction ? statement.run(values) : { changes: 0, lastInsertRowid: 0 }
}

type Value = null | number | bigint | string

function toStatement(statement: StatementSync): SqliteStatement {
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => orBusy(() => statement.all(...parameters.map(toValue))),
    run: (parameters) => orBusy(() => statement.run(...parameters.map(toValue))),
    iterate: (parameters) => statement.iterate(...parameters.map(toValue)),
  }
}

/** Another process holds the file, or the disk is full, failing or away: not ours to mend, and it may pass. */
const UNAVAILABLE: ReadonlySet<number> = new Set([
  5, // SQLITE_BUSY
  6, // SQLITE_LOCKED
  10, // SQLITE_IOERR
  13, // SQLITE_FULL
  14, // SQLITE_CANTOPEN
])

function orBusy<T>(run: () => T): T {
  try {
    return run()
  } catch (error) {
    // The low byte is the kind, what is above it a detail.
    const kind =
      error instanceof Error && 'errcode' in error && typeof error.errcode === 'number'
        ? error.errcode & 0xff
        : 0
    if (UNAVAILABLE.has(kind)) throw new ToteError('busy', undefined, { cause: error })
    throw error
  }
}

function toValue(value: unknown): Value {
  if (value === undefined || value === null) return null
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'string') return value
  if (typeof value === 'boolean') return value ? 1 : 0
  throw new TypeError(`a ${typeof value} cannot be stored`)
}
