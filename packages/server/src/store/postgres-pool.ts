import { ToteError } from '@tote/protocol'
import type { PostgresPool, PostgresPoolClient } from 'kysely'
import pg from 'pg'

/** A shopper's page asks again after some seconds: what takes longer is answered `busy` and given up. */
const limits = {
  connectionTimeoutMillis: 2_000,
  lock_timeout: 3_000,
  statement_timeout: 4_000,
  // Above the server's own limit: it passes only when the server, or the way to it, is silent.
  query_timeout: 5_000,
  idle_in_transaction_session_timeout: 10_000,
}

/**
 * A pool of connections in the shape Kysely asks for. Whatever tells that the database is away, starting,
 * full or silent becomes `busy`, and such a connection is not used again.
 */
export function openPostgresPool(url: string, size: number): PostgresPool {
  const pool = new pg.Pool({
    connectionString: url,
    max: size,
    application_name: 'tote',
    keepAlive: true,
    types: numbersAsNumbers(),
    ...limits,
  })
  pool.on('error', () => {
    // An idle connection broke. The pool drops it, and whoever needs one next opens one or hears `busy`.
  })
  return {
    options: pool.options,
    connect: async () => lend(await pool.connect().catch(fail)),
    end: () => pool.end(),
  }
}

function lend(client: pg.PoolClient): PostgresPoolClient {
  let isBroken = false
  const onError = () => {
    // Broken between two queries: the next one tells.
    isBroken = true
  }
  client.on('error', onError)
  const query = async (text: string, values: readonly unknown[]) => {
    // A rollback too: there is nobody to hear it, and the server rolls back by itself.
    if (isBroken) throw new ToteError('busy')
    try {
      return await client.query(text, [...values])
    } catch (error) {
      isBroken ||= !(error instanceof pg.DatabaseError)
      return fail(error)
    }
  }
  return {
    // Kysely asks with text and values alone: cursors are for streams, and there are none.
    query: query as unknown as PostgresPoolClient['query'],
    release(isDiscarded) {
      client.off('error', onError)
      client.release(isDiscarded === true || isBroken)
    },
  }
}

function fail(error: unknown): never {
  if (isUnavailable(error)) throw new ToteError('busy', undefined, { cause: error })
  throw error
}

/** Classes of SQLSTATE: connection, out of something, ended by an operator or a limit, the machine itself. */
const UNAVAILABLE = /^(08|53|57|58|55P03|25P03|25006)/

function isUnavailable(error: unknown): boolean {
  if (error instanceof pg.DatabaseError) return UNAVAILABLE.test(error.code ?? '')
  // All else that comes from the driver is about the connection, unless we called it wrongly.
  return !(error instanceof TypeError || error instanceof RangeError)
}

/** Counts, sums and times are numbers, as on SQLite: all of them are far below the last exact one. */
function numbersAsNumbers(): pg.TypeOverrides {
  const types = new pg.TypeOverrides()
  for (const type of [pg.types.builtins.INT8, pg.types.builtins.NUMERIC]) types.setTypeParser(type, Number)
  return types
}
