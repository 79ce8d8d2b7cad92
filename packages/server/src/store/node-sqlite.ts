import { DatabaseSync, type StatementSync } from 'node:sqlite'
import type { SqliteDatabase, SqliteStatement } from 'kysely'

/**
 * `node:sqlite` in the shape Kysely's own SQLite dialect asks for. WAL with synchronous FULL: a commit
 * is on the disk before anybody hears of it, and readers do not wait for writers.
 */
export function openNodeSqlite(path: string): SqliteDatabase {
  const database = new DatabaseSync(path)
  database.exec('PRAGMA journal_mode = WAL')
  database.exec('PRAGMA synchronous = FULL')
  database.exec('PRAGMA foreign_keys = ON')
  database.exec('PRAGMA busy_timeout = 5000')
  const prepared = new Map<string, SqliteStatement>()
  return {
    close: () => database.close(),
    prepare(sql) {
      const known = prepared.get(sql)
      if (known !== undefined) return known
      // A transaction that starts as a reader can fail when it turns writer; ours all come to write.
      const statement = toStatement(database.prepare(sql === 'begin' ? 'begin immediate' : sql))
      if (prepared.size < MAX_PREPARED) prepared.set(sql, statement)
      return statement
    },
  }
}

/** The hub's own queries are far fewer; the bound is against lists of varying length. */
const MAX_PREPARED = 500

type Value = null | number | bigint | string

function toStatement(statement: StatementSync): SqliteStatement {
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...parameters.map(toValue)),
    run: (parameters) => statement.run(...parameters.map(toValue)),
    iterate: (parameters) => statement.iterate(...parameters.map(toValue)),
  }
}

function toValue(value: unknown): Value {
  if (value === undefined || value === null) return null
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'string') return value
  if (typeof value === 'boolean') return value ? 1 : 0
  throw new TypeError(`a ${typeof value} cannot be stored`)
}
