import { randomUUID } from 'node:crypto'
import { Kysely, SqliteDialect, type Transaction } from 'kysely'
import { Migrator } from 'kysely/migration'
import { first } from '../migrations/0001-first.ts'
import { openNodeSqlite } from './node-sqlite.ts'
import type { Tables } from './tables.ts'

/** A database or a transaction in it: what every query function takes. */
export type Db = Kysely<Tables> | Transaction<Tables>

export interface Store {
  readonly db: Kysely<Tables>
  /** Identity of this database. A restored backup gets another, so that clients renumber. */
  readonly epoch: string
  /** All or nothing; one at a time on the embedded engine. What it returns is durable once it resolves. */
  transaction<T>(run: (trx: Transaction<Tables>) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** Opens the database, bringing it to this version's shape first. */
export async function openStore(url: string): Promise<Store> {
  const path = url.slice('sqlite:'.length)
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: openNodeSqlite(path) }) })
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve({ '0001-first': first }) },
  })
  const { error } = await migrator.migrateToLatest()
  if (error !== undefined) {
    await db.destroy()
    throw new Error(`the database at ${path} could not be brought to this version`, { cause: error })
  }
  await db
    .insertInto('meta')
    .values({ key: 'epoch', value: randomUUID() })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute()
  const { value: epoch } = await db
    .selectFrom('meta')
    .select('value')
    .where('key', '=', 'epoch')
    .executeTakeFirstOrThrow()
  return {
    db,
    epoch,
    transaction: (run) => db.transaction().execute(run),
    close: () => db.destroy(),
  }
}
