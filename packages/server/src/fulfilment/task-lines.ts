import type { CartLine } from '@tote/protocol'
import type { StoreTaskKind } from '@tote/protocol/store-tasks'
import type { Frozen } from '../store/checkout-store.ts'

interface Task {
  readonly kind: StoreTaskKind
  readonly locationId: string
}

interface TaskLine {
  readonly line: CartLine
  /** Units from this store. */
  readonly quantity: number
  /** Units of the whole line. */
  readonly givenBack: number
}

type Order = Pick<Frozen, 'lines' | 'ships' | 'fulfilment'>

/** What an order has stores do. A warehouse is told by the webhook: nobody signs in to the console there. */
export function tasksOf({ ships = [], fulfilment }: Order, stores: ReadonlySet<string>): Task[] {
  if (fulfilment?.kind === 'pickup') return [{ kind: 'prepare', locationId: fulfilment.locationId }]
  const from = new Set(ships.map(({ locationId }) => locationId))
  return [...from].filter((id) => stores.has(id)).map((locationId) => ({ kind: 'send', locationId }))
}

/**
 * The lines of a task. Of what is fetched all is at the store, also what nobody counts; of what is sent what was set aside there.
 * What was given back whole is not among them.
 * @param returned Units by line.
 */
export function taskLines(
  { lines, ships = [] }: Order,
  { kind, locationId }: Task,
  returned: ReadonlyMap<string, number>,
): TaskLine[] {
  return lines
    .toSorted((one, other) => one.addedAt - other.addedAt || (one.id < other.id ? -1 : 1))
    .map((line) => ({
      line,
      quantity:
        kind === 'prepare'
          ? line.qty
          : ships.reduce(
              (sum, part) =>
                part.lineId === line.id && part.locationId === locationId ? sum + part.qty : sum,
              0,
            ),
      givenBack: returned.get(line.id) ?? 0,
    }))
    .filter(({ line, quantity, givenBack }) => quantity > 0 && givenBack < line.qty)
}
