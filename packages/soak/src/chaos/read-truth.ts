import { openStore } from '@tote/server'
import { SCARCE, SHOW } from './cluster.ts'
import type { Truth } from './history.ts'

/** What the database says when all is over. */
export async function readTruth(databaseUrl: string): Promise<Truth> {
  const { db, close } = await openStore(databaseUrl, { poolSize: 2 })
  try {
    const carts = await db.selectFrom('cart').select(['id', 'rev', 'note']).execute()
    const lines = await db.selectFrom('cart_line').select(['cart_id', 'id', 'variant_id', 'qty']).execute()
    const mutations = await db.selectFrom('mutation').selectAll().execute()
    const clients = await db.selectFrom('client').select(['id', 'last_mid']).execute()
    const stock = await db.selectFrom('stock').selectAll().execute()
    const moves = await db.selectFrom('stock_move').selectAll().execute()
    const holds = await db.selectFrom('hold').selectAll().where('state', '=', 'active').execute()
    const { seq } = await db.selectFrom('show').select('seq').where('id', '=', SHOW).executeTakeFirstOrThrow()
    const events = await db
      .selectFrom('show_event')
      .select('seq')
      .where('show_id', '=', SHOW)
      .orderBy('seq')
      .execute()
    return {
      carts: carts.map(({ id, rev, note }) => ({
        id,
        rev,
        note,
        lines: lines
          .filter(({ cart_id, qty }) => cart_id === id && qty > 0)
          .map((line) => [line.id, line.variant_id, line.qty]),
      })),
      mutations: mutations.map((entry) => ({
        clientId: entry.client_id,
        mid: entry.mid,
        uid: entry.uid,
        cartId: entry.cart_id,
        op: JSON.parse(entry.op_json) as unknown,
        isOk: (JSON.parse(entry.verdict_json) as { ok: boolean }).ok,
        rev: entry.rev_after,
      })),
      lastMids: clients.map(({ id, last_mid }) => [id, last_mid]),
      stock: stock.map(({ variant_id, on_hand, held }) => {
        const own = moves.filter((move) => move.variant_id === variant_id)
        return {
          variantId: variant_id,
          onHand: on_hand,
          held,
          movedOnHand: sum(own.map(({ d_on_hand }) => d_on_hand)),
          movedHeld: sum(own.map(({ d_held }) => d_held)),
          activeHolds: sum(holds.filter((hold) => hold.variant_id === variant_id).map(({ qty }) => qty)),
        }
      }),
      scarce: { ...SCARCE },
      show: { seq, seqs: events.map((event) => event.seq) },
    }
  } finally {
    await close()
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
