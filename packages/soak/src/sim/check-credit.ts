import type { World } from './world.ts'

interface Booked {
  readonly checkout_id: string
  readonly line_id: string
  readonly units: number
  readonly amount: number
}

/** I15, at the end: what was ordered is in the ledger once, adds up to what was paid, and each line is shared out whole. */
export function checkCredit({ database, witness }: World): void {
  const sales = database.rows<Booked>('select checkout_id, line_id, units, amount from sale')
  const shares = new Map<string, { units: number; amount: number }>()
  for (const { checkout_id, line_id, units, amount } of database.rows<Booked>(
    'select checkout_id, line_id, units, amount from credit',
  )) {
    const key = `${checkout_id} ${line_id}`
    const before = shares.get(key) ?? { units: 0, amount: 0 }
    shares.set(key, { units: before.units + units, amount: before.amount + amount })
  }
  const booked = new Map<string, { units: number; amount: number }>()
  for (const { checkout_id, line_id, units, amount } of sales) {
    const shared = shares.get(`${checkout_id} ${line_id}`)
    if (shared?.units !== units || shared.amount !== amount)
      witness.violate('I15', `line ${line_id} of ${checkout_id} is not shared out whole`)
    const before = booked.get(checkout_id) ?? { units: 0, amount: 0 }
    booked.set(checkout_id, { units: before.units + units, amount: before.amount + amount })
  }
  for (const { id, frozen_json } of database.rows<{ id: string; frozen_json: string }>(
    `select id, frozen_json from checkout where state = 'placed'`,
  )) {
    // As the hub wrote it.
    const { lines, total } = JSON.parse(frozen_json) as {
      lines: { qty: number }[]
      total: { amount: number }
    }
    const ordered = lines.reduce((sum, { qty }) => sum + qty, 0)
    const own = booked.get(id)
    if (own?.units !== ordered || own.amount !== total.amount)
      witness.violate('I15', `order of ${id} for ${total.amount} is booked as ${own?.amount ?? 'nothing'}`)
    booked.delete(id)
  }
  for (const id of booked.keys()) witness.violate('I15', `${id} is booked and was not ordered`)
}
