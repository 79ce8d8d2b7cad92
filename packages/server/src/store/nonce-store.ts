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
