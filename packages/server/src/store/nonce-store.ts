import { createStatement } from './statement.ts'
import type { Db } from './store.ts'

/** False when it is known already. */
export async function rememberNonce(db: Db, nonce: { hash: string; expiresAt: number }): Promise<boolean> {
  return (await insertNonce.count(db, nonce)) === 1
}

const insertNonce = createStatement((db, { hash, expiresAt }: { hash: string; expiresAt: number }) =>
  db
    .insertInto('proof_nonce')
    .values({ hash, expires_at: expiresAt })
    .onConflict((conflict) => conflict.column('hash').doNothing()),
)

/** Whether it was remembered, without remembering it. */
export async function isKnownNonce(db: Db, hash: string): Promise<boolean> {
  return (await nonceOf.row(db, { hash })) !== undefined
}

const nonceOf = createStatement((db, { hash }: { hash: string }) =>
  db.selectFrom('proof_nonce').select('hash').where('hash', '=', hash),
)
