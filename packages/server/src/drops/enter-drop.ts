import { ToteError, type DropEnterAnswer } from '@tote/protocol'
import { sealEntry, toWho, type DropEntry, type DropId } from '@tote/protocol/drops'
import type { CartSpeaker } from '../carts/mutate-cart.ts'
import { lockCarts } from '../store/cart-store.ts'
import {
  headOf,
  insertDropEntries,
  lockDrop,
  selectCartsIn,
  type DropEntryRow,
  type DropRow,
} from '../store/drop-store.ts'
import { insertQueue } from '../store/line-store.ts'
import type { Db, Store } from '../store/store.ts'
import { selectWaits } from '../store/waiting-store.ts'
import { advanceDrop } from './advance-drop.ts'
import { writeLog } from './append-to-log.ts'
import { sha256 } from './sha-256.ts'

export interface Entrant {
  readonly speaker: CartSpeaker
  /** The wish's name: the same when it is asked again. */
  readonly id: string
  /** When it came. */
  readonly nowMs: number
}

/** What an entrant hears: an answer, or what it is refused with. */
export type Heard = DropEnterAnswer | ToteError

/**
 * [D1] [D2] Shoppers' one entry in a drop each, those who come at once in one transaction. Asked again it answers the entry there is,
 * whatever became of it, so that a lost answer costs nothing. While the window is open all who enter are equal; later they
 * come behind. One who is refused (`forbidden`, `moved`) takes nothing from the others.
 *
 * @param entrants In the order in which they came, all of this tenant.
 * @returns What each hears, in the same order.
 */
export async function enterDrop(
  store: Store,
  { tenantId, dropId }: { tenantId: string; dropId: DropId },
  entrants: readonly Entrant[],
): Promise<Heard[]> {
  const cartIds = [...new Set(entrants.map(({ speaker }) => speaker.cartId))]
  return store.transaction(async (trx) => {
    const carts = await lockCarts(trx, tenantId, cartIds)
    const locked = await lockDrop(trx, tenantId, dropId)
    if (locked === undefined) return entrants.map(() => ({ ok: false, code: 'over', opensAt: 0 }))
    const heard = new Map<Entrant, Heard>()
    const entered = await selectCartsIn(trx, { tenantId, dropId, cartIds })
    let row = locked
    for (const group of inPhases(row, entrants)) {
      const [{ nowMs }] = group
      row = (await advanceDrop(trx, row, nowMs)).row
      const fresh: Entrant[] = []
      for (const entrant of group) {
        const { cartId } = entrant.speaker
        const cart = carts.get(cartId)
        if (cart === undefined) heard.set(entrant, new ToteError('forbidden', 'This cart is gone.'))
        else if (cart.isMerged) heard.set(entrant, new ToteError('moved'))
        else if (entered.has(cartId)) continue
        else if (row.state === 'announced' || row.state === 'closed') {
          const code = row.state === 'announced' ? 'not_open' : 'over'
          heard.set(entrant, { ok: false, code, opensAt: row.opens_at })
        } else {
          entered.add(cartId)
          fresh.push(entrant)
        }
      }
      row = await write(trx, row, fresh)
    }
    const waits = await selectWaits(trx, tenantId, cartIds)
    return entrants.map(
      (entrant) => heard.get(entrant) ?? { ok: true, waits: waits.get(entrant.speaker.cartId) ?? [] },
    )
  })
}

/** Those who came before it opened, in its window and after it, in their order. */
function inPhases(
  { opens_at, window_ms }: DropRow,
  entrants: readonly Entrant[],
): (readonly [Entrant, ...Entrant[]])[] {
  const phaseOf = ({ nowMs }: Entrant) => (nowMs < opens_at ? 0 : nowMs < opens_at + window_ms ? 1 : 2)
  return [0, 1, 2].flatMap((phase) => {
    const [first, ...others] = entrants.filter((entrant) => phaseOf(entrant) === phase)
    return first === undefined ? [] : [[first, ...others] as const]
  })
}

/** Their entries, under the drop's lock; who comes after the draw stands in line at once. */
async function write(db: Db, row: DropRow, entrants: readonly Entrant[]): Promise<DropRow> {
  const last = entrants.at(-1)
  if (last === undefined) return row
  const isLate = row.state === 'ordered'
  const sealed: DropEntry[] = []
  const rows: DropEntryRow[] = []
  for (const { speaker, id, nowMs } of entrants) {
    const who = toWho(`${speaker.cartId} ${id}`, { salt: row.salt, sha256 })
    const entry = sealEntry({ kind: 'entered', who }, { head: sealed.at(-1) ?? headOf(row), nowMs, sha256 })
    sealed.push(entry)
    rows.push({
      tenant_id: row.tenant_id,
      drop_id: row.id,
      cart_id: speaker.cartId,
      who,
      state: isLate ? 'queued' : 'entered',
      n: entry.n,
      hash: entry.hash,
    })
  }
  const now = await writeLog(db, row, sealed)
  await insertDropEntries(db, rows)
  if (isLate) {
    const places = rows.map(({ who, cart_id }) => ({ who, cartId: cart_id }))
    await insertQueue(db, now, { places, nowMs: last.nowMs })
  }
  return now
}
