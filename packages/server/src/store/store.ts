import { ToteError } from '@tote/protocol'
import type { Kysely, SqliteDatabase, Transaction } from 'kysely'
import { createCommitPace, type Defer } from './commit-pace.ts'
import { openNodeSqlite } from './node-sqlite.ts'
import { openSqliteStore } from './sqlite-store.ts'
import type { Tables } from './tables.ts'

/**
 * A database or a transaction in it: what every query function takes. `forUpdate` and `skipLocked` are
 * written as for PostgreSQL and compile to nothing on SQLite, where one writer is alone anyway. Locks are
 * taken in one order everywhere: the client's row, carts by id, stock by variant and location.
 */
export type Db = Kysely<Tables> | Transaction<Tables>

export type Engine = 'sqlite' | 'postgres'

/** The last step a database had taken before it was opened, null when it was empty, and the one it has now. */
export interface Shape {
  readonly from: string | null
  readonly to: string | null
}

export interface Store {
  readonly db: Kysely<Tables>
  readonly engine: Engine
  /** Identity of this database. A restored backup gets another, so that clients renumber. */
  readonly epoch: string
  readonly shape: Shape
  /**
   * All or nothing, and durable once it resolves. On SQLite those that wait share one commit; on PostgreSQL
   * they run side by side, and one that lost a deadlock is run again: `run` may only change what `trx` undoes.
   *
   * @throws ToteError `busy` when the database is away or too slow, also in mid-commit, or was closed: nothing may be
   * taken for granted then, neither that it happened nor that it did not.
   */
  transaction<T>(run: (trx: Transaction<Tables>) => Promise<T>): Promise<T>
  close(): Promise<void>
}

export interface StoreOptions {
  /** Connections to PostgreSQL held at most. */
  readonly poolSize?: number
  /** When SQLite commits what has gathered: at a pace that leaves time for all else, unless told otherwise. */
  readonly defer?: Defer
  /** So many transactions shared one commit, on SQLite. */
  readonly onCommit?: (runs: number) => void
  /** Opens SQLite's file, and can stand between it and the store: a simulator has disks that fail. */
  readonly openSqlite?: (path: string) => SqliteDatabase
}

/**
 * Opens the database of a `sqlite:` or `postgres:` URL, bringing it to this version's shape first.
 * @throws when it cannot be reached, or is of a later version than this program.
 */
export async function openStore(
  url: string,
  // As many as one node's batches can use at once without crowding other nodes out of the server's connections.
  {
    poolSize = 15,
    defer = createCommitPace(),
    onCommit = () => undefined,
    openSqlite = openNodeSqlite,
  }: StoreOptions = {},
): Promise<Store> {
  if (engineOf(url) === 'sqlite')
    return busyOnceClosed(await openSqliteStore(url.slice('sqlite:'.length), { defer, onCommit, openSqlite }))
  // A hub that keeps one file has no use for the driver.
  const { openPostgresStore } = await import('./postgres-store.ts')
  return busyOnceClosed(await openPostgresStore(url, { poolSize }))
}

/** Who comes to a hub that is just going away is to come back, to another or to this one started anew. */
function busyOnceClosed(store: Store): Store {
  let isClosed = false
  return {
    ...store,
    async transaction(run) {
      try {
        return await store.transaction(run)
      } catch (error) {
        if (!isClosed || error instanceof ToteError) throw error
        throw new ToteError('busy', undefined, { cause: error })
      }
    },
    close() {
      isClosed = true
      return store.close()
    },
  }
}

function engineOf(url: string): Engine {
  if (url.startsWith('sqlite:')) return 'sqlite'
  if (/^postgres(ql)?:/.test(url)) return 'postgres'
  throw new Error(`${url.split(':', 1)[0]}: is no database Tote knows: sqlite: or postgres:`)
}
