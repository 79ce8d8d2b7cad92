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
export function tasksOf(order: Order, stores: ReadonlySet<string>): Task[] {
  const { lines, ships = [], fulfilment } = order
  const fetched = lines.filter((line) => isFetched(line, order)).map(({ id }) => String(id))
  const from = new Set(
    ships.filter(({ lineId }) => !fetched.includes(lineId)).map(({ locationId }) => locationId),
  )
  return [
    ...(fulfilment?.kind === 'pickup' && fetched.length > 0
      ? [{ kind: 'prepare' as const, locationId: fulfilment.locationId }]
      : []),
    ...[...from].filter((id) => stores.has(id)).map((locationId) => ({ kind: 'send' as const, locationId })),
  ]
}

/** Of an order: whether the shopper fetches this line at its store. */
export function isFetched(
  { isSent }: Pick<CartLine, 'isSent'>,
  { fulfilment }: Pick<Frozen, 'fulfilment'>,
): boolean {
  return fulfilment?.kind === 'pickup' && isSent !== true
}

/**
 * The lines of a task. Of what is fetched all is at the store, also what nobody counts; of what is sent what was set aside there.
 * What was given back whole is not among them.
 * @param returned Units by line.
 */
export function taskLines(
  order: Order,
  { kind, locationId }: Task,
  returned: ReadonlyMap<string, number>,
): TaskLine[] {
  const { lines, ships = [] } = order
  return lines
    .filter((line) => isFetched(line, order) === (kind === 'prepare'))
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
