import { selectStockDrift } from '@tote/server/parts'
import { SCARCE_STOCK } from './sim-tenant.ts'
import type { World } from './world.ts'

interface Level {
  readonly variant_id: string
  readonly location_id: string
  readonly on_hand: number
  readonly held: number
  readonly shortfall: number
}

/** I7, while it runs: who was promised what is not there gets what others give back, before it is anybody's. */
export function checkShort({ database, witness }: World): void {
  for (const { variant_id, location_id, on_hand, held, shortfall } of database.rows<Level>(
    'select * from stock where shortfall > 0 and on_hand > held',
  ))
    witness.violate(
      'I7',
      `${on_hand - held} of ${variant_id} at ${location_id} are free and ${shortfall} are short`,
    )
}

/** I7 and I8, at the end. */
export async function checkStock(world: World): Promise<void> {
  const { database, witness } = world
  for (const { variant_id, qty } of database.rows<{ variant_id: string; qty: number }>(
    `select variant_id, qty from seen where kind = 'oversold'`,
  ))
    witness.violate('I7', `${variant_id} was held beyond what there is, by ${qty}`)
  for (const { variantId, locationId } of await selectStockDrift(database.db))
    witness.violate('I8', `stock of ${variantId} at ${locationId} is not the sum of its moves and holds`)
  for (const { variant_id, held, on_hand } of database.rows<Level>(
    'select * from stock where held < 0 or held > on_hand',
  ))
    witness.violate('I7', `${held} of ${variant_id} are held of ${on_hand}`)
  checkSold(world)
}

/** What was ordered was sold somewhere or is short there; what is there is the last count, without what was sold since. */
function checkSold({ database, witness }: World): void {
  const sold = new Map<string, number>()
  const due = new Map<string, number>()
  for (const { id, stock } of SCARCE_STOCK)
    for (const [locationId, count] of Object.entries(stock)) due.set(`${id}@${locationId}`, count)
  for (const { kind, variant_id, line_id, qty } of database.rows<{
    kind: string
    variant_id: string
    line_id: string
    qty: number
  }>(`select kind, variant_id, line_id, qty from seen where kind in ('counted', 'sold') order by n`)) {
    const at = `${variant_id}@${line_id}`
    due.set(at, kind === 'counted' ? qty : (due.get(at) ?? 0) - qty)
    if (kind === 'sold') sold.set(variant_id, (sold.get(variant_id) ?? 0) + qty)
  }
  for (const { variant_id, location_id, on_hand, shortfall } of database.rows<Level>('select * from stock')) {
    const left = due.get(`${variant_id}@${location_id}`)
    if (left !== on_hand - shortfall)
      witness.violate(
        'I8',
        `of ${variant_id} at ${location_id} there are ${on_hand} less ${shortfall}, and ${left} are left`,
      )
  }
  const ordered = new Map<string, number>()
  for (const { frozen_json } of database.rows<{ frozen_json: string }>(
    `select frozen_json from checkout where state = 'placed'`,
  )) {
    // As the hub wrote it.
    const { lines } = JSON.parse(frozen_json) as { lines: { variantId: string; qty: number }[] }
    for (const { variantId, qty } of lines) ordered.set(variantId, (ordered.get(variantId) ?? 0) + qty)
  }
  for (const { id } of SCARCE_STOCK)
    if ((ordered.get(id) ?? 0) !== (sold.get(id) ?? 0))
      witness.violate('I8', `${ordered.get(id) ?? 0} of ${id} were ordered, and ${sold.get(id) ?? 0} sold`)
}
