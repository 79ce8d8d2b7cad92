import { randomUUID } from 'node:crypto'
import { sql, type Kysely, type Transaction } from 'kysely'
import { Migrator } from 'kysely/migration'
import { migrationsFor } from '../migrations/migrations.ts'
import type { Db, Engine, Shape } from './store.ts'
import type { Tables } from './tables.ts'

/** Not ours to open: shown in these words alone. */
export class DatabaseVersionError extends Error {
  override readonly name = 'DatabaseVersionError'
}

/**
 * Brings the database to this version's shape and tells its epoch, all in one transaction: migrations stand
 * with their record or not at all, and of several nodes that start at once one migrates while the rest wait.
 * @throws DatabaseVersionError when it has taken steps that this version does not know.
 */
export async function prepareDatabase(
  db: Kysely<Tables>,
  { engine, lock }: { engine: Engine; lock(trx: Transaction<Tables>): Promise<void> },
): Promise<{ epoch: string; shape: Shape }> {
  return db.transaction().execute(async (trx) => {
    await lock(trx)
    const steps = migrationsFor(engine)
    const taken = await readShape(trx)
    const strange = taken.filter((name) => !Object.hasOwn(steps, name))
    if (strange.length > 0)
      throw new DatabaseVersionError(
        `The database belongs to another version of Tote: it has taken ${strange.join(', ')}, which this one does not know. ` +
          'Start the version that made it, or name another database in TOTE_DATABASE_URL.',
      )
    const migrator = new Migrator({
      db: trx,
      provider: { getMigrations: () => Promise.resolve(steps) },
    })
    const from = taken.at(-1) ?? null
    const { error } = await migrator.migrateToLatest()
    if (error !== undefined) {
      const reason = error instanceof Error ? error.message : 'unknown'
      throw new Error(`the database could not be brought to this version: ${reason}`, { cause: error })
    }
    const to = (await readShape(trx)).at(-1) ?? null
    return { epoch: await readEpoch(trx), shape: { from, to } }
  })
}

/** The steps this database has taken, in order. */
export async function readShape(db: Db): Promise<string[]> {
  const names = (await db.introspection.getTables({ withInternalKyselyTables: true })).map(({ name }) => name)
  if (!names.includes('kysely_migration')) return []
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db)
  return rows.map(({ name }) => name)
}

async function readEpoch(db: Db): Promise<string> {
  await db
    .insertInto('meta')
    .values({ key: 'epoch', value: randomUUID() })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute()
  const { value } = await db
    .selectFrom('meta')
    .select('value')
    .where('key', '=', 'epoch')
    .executeTakeFirstOrThrow()
  return value
}

/**
 * Makes this database another one in clients' eyes: they forget what they knew of it, take new numbers and
 * send again what they still hold. For a database that was brought back from an older backup, before a hub
 * is started on it.
 */
export async function renewEpoch(db: Db): Promise<string> {
  await db.deleteFrom('meta').where('key', '=', 'epoch').execute()
  return readEpoch(db)
}
