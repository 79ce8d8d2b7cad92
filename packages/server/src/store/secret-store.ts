import type { Db } from './store.ts'

/** The secret of this name that the database keeps: the one given, if it has none yet. Of several nodes that ask at once all get the same. */
export async function keepSecret(db: Db, name: string, drawn: string): Promise<string> {
  const key = `secret.${name}`
  await db
    .insertInto('meta')
    .values({ key, value: drawn })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute()
  const { value } = await db
    .selectFrom('meta')
    .select('value')
    .where('key', '=', key)
    .executeTakeFirstOrThrow()
  return value
}
