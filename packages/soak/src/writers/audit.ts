import { verdictSchema } from '@tote/protocol'
import type { Store } from '@tote/server'
import type { Acknowledged, Ledger } from './ledger.ts'

export interface Audit {
  readonly lost: number
  readonly doubled: number
  readonly violations: readonly string[]
}

/**
 * Holds a database against what was answered: every acknowledged operation is in the log with the answer that was
 * given, nothing is in it that nobody sent, and each cart is exactly its accepted adds.
 * @param acknowledged Of the ledger, what the database has to have.
 */
export async function audit(
  { db }: Store,
  { issued }: Ledger,
  acknowledged: readonly Acknowledged[],
): Promise<Audit> {
  const log = await db.selectFrom('mutation').select(['uid', 'cart_id', 'verdict_json']).execute()
  const verdicts = new Map(log.map((row) => [row.uid, verdictSchema.parse(JSON.parse(row.verdict_json))]))
  const violations: string[] = []
  let lost = 0
  let doubled = log.length - verdicts.size
  for (const { uid, ok, rev, round } of acknowledged) {
    const stored = verdicts.get(uid)
    if (stored === undefined) {
      lost += 1
      if (lost <= 3) violations.push(`[I1] ${uid} was acknowledged before round ${round} and is gone`)
    } else if (stored.ok !== ok || stored.rev !== rev)
      violations.push(`${uid} was answered otherwise than it is stored`)
  }
  const strange = log.filter(({ uid }) => !issued.has(uid)).length
  if (strange > 0) violations.push(`${strange} operations in the log were sent by nobody`)

  const accepted = new Map<string, number>()
  for (const { uid, cart_id } of log)
    if (verdicts.get(uid)?.ok === true) accepted.set(cart_id, (accepted.get(cart_id) ?? 0) + 1)
  const lines = await db.selectFrom('cart_line').select(['cart_id', 'qty']).execute()
  const units = new Map<string, number>()
  for (const { cart_id, qty } of lines) units.set(cart_id, (units.get(cart_id) ?? 0) + qty)
  for (const { id, rev } of await db.selectFrom('cart').select(['id', 'rev']).execute()) {
    const adds = accepted.get(id) ?? 0
    const has = units.get(id) ?? 0
    // One unit an add: lines, log and revision tell the same number.
    if (has > adds) doubled += has - adds
    if (has !== adds || rev !== adds)
      violations.push(`[I3] [I4] a cart of ${adds} adds has ${has} units at revision ${rev}`)
  }
  return { lost, doubled, violations }
}
