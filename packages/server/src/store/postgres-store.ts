import { ToteError } from '@tote/protocol'
import { Kysely, PostgresAdapter, PostgresDialect, sql } from 'kysely'
import { openPostgresPool } from './postgres-pool.ts'
import { prepareDatabase } from './prepare-database.ts'
import type { Store } from './store.ts'
import type { Tables } from './tables.ts'

/** A deadlock that comes back this often is not bad luck but a wrong order of locks. */
const MAX_RETRIES = 3

/** PostgreSQL: transactions side by side, over a pool of connections. */
export async function openPostgresStore(url: string, { poolSize }: { poolSize: number }): Promise<Store> {
  const db = new Kysely<Tables>({ dialect: new PooledDialect({ pool: openPostgresPool(url, poolSize) }) })
  try {
    const { epoch, shape } = await prepareDatabase(db, {
      engine: 'postgres',
      async lock(trx) {
        // A node that comes second waits for as long as the first needs.
        await sql`set local statement_timeout = 0`.execute(trx)
        await sql`set local lock_timeout = 0`.execute(trx)
        await sql`select pg_advisory_xact_lock(${MIGRATION_LOCK})`.execute(trx)
      },
    })
    return {
      db,
      engine: 'postgres',
      epoch,
      shape,
      transaction: (run) =>
        retryLost(() => db.transaction().setIsolationLevel('read committed').execute(run)),
      close: () => db.destroy(),
    }
  } catch (error) {
    await db.destroy()
    throw error
  }
}

/** Any number, as long as every node of every version takes the same. */
const MIGRATION_LOCK = 7_083_701

/**
 * The engine ends one of two transactions that wait for each other, and one of two that write the same key
 * for the first time; run again it finds the way free, or the row that was written meanwhile.
 */
async function retryLost<T>(attempt: () => Promise<T>, retries = MAX_RETRIES): Promise<T> {
  try {
    return await attempt()
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    const wasLost = code === SERIALIZATION_FAILURE || code === DEADLOCK
    if (!wasLost && code !== UNIQUE_VIOLATION) throw error
    if (retries === 0) throw wasLost ? new ToteError('busy', undefined, { cause: error }) : error
    return retryLost(attempt, retries - 1)
  }
}

const SERIALIZATION_FAILURE = '40001'
const DEADLOCK = '40P01'
const UNIQUE_VIOLATION = '23505'

class PooledDialect extends PostgresDialect {
  override createAdapter(): PostgresAdapter {
    return new LockedOutside()
  }
}

/** Kysely's own lock can only be given back in a transaction that still works; ours ends with it either way. */
class LockedOutside extends PostgresAdapter {
  override acquireMigrationLock(): Promise<void> {
    return Promise.resolve()
  }

  override releaseMigrationLock(): Promise<void> {
    return Promise.resolve()
  }
}
