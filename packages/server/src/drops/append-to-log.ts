import { sealEntry, type DropEntry, type DropNews } from '@tote/protocol/drops'
import {
  headOf,
  insertLogEntries,
  lockDrop,
  updateDrop,
  updateDropEntry,
  type DropRow,
} from '../store/drop-store.ts'
import type { Db } from '../store/store.ts'
import { sha256 } from './sha-256.ts'

/** Appends to a drop's public log. Of a row that is locked and as it is now: what comes next is read from what is answered. */
export async function appendToLog(
  db: Db,
  row: DropRow,
  { news, nowMs }: { news: DropNews; nowMs: number },
): Promise<{ row: DropRow; entry: DropEntry }> {
  const entry = sealEntry(news, { head: headOf(row), nowMs, sha256 })
  return { row: await writeLog(db, row, [entry]), entry }
}

/** Writes entries that are sealed, each upon the one before. The row as it is then. */
export async function writeLog(db: Db, row: DropRow, entries: readonly DropEntry[]): Promise<DropRow> {
  await insertLogEntries(db, row, entries)
  const { n, at, hash } = entries.at(-1) ?? headOf(row)
  return { ...row, log_n: n, log_at: at, log_hash: hash }
}

/** What became of a place that comes of a drop, where it comes of one. In the transaction that made it so. */
export async function logPlace(
  db: Db,
  tenantId: string,
  {
    place: { drop },
    news,
    nowMs,
  }: {
    place: { readonly drop: { readonly id: string; readonly who: string } | null }
    news:
      { kind: 'turn'; units: number; untilMs: number } | { kind: 'taken'; units: number } | { kind: 'passed' }
    nowMs: number
  },
): Promise<void> {
  if (drop === null) return
  const row = await lockDrop(db, tenantId, drop.id)
  if (row === undefined) throw new Error(`drop ${drop.id} is gone, and a place of it is not`)
  await appendToLog(db, row, { news: { ...news, who: drop.who }, nowMs })
  if (news.kind === 'turn') {
    // There was something after all: somebody gave theirs back.
    if (row.is_sold_out === 1) await updateDrop(db, row, { is_sold_out: 0 })
    return
  }
  const key = { tenant_id: tenantId, drop_id: drop.id, who: drop.who }
  await updateDropEntry(db, key, { state: news.kind })
}
