import type { Fulfilment } from '@tote/protocol'

/** Units of a variant at one location, as the database has them. */
export interface StockLevel {
  readonly variantId: string
  readonly locationId: string
  readonly onHand: number
  /** Set aside for carts and check-outs, of `onHand`. */
  readonly held: number
}

/** Units that a line of this cart has set aside at one location. */
export interface LineHold {
  readonly lineId: string
  readonly variantId: string
  readonly locationId: string
  readonly qty: number
}

/**
 * The stock that one cart can see and what it holds of it, while one transaction decides. Pure: it is read
 * from the database under lock, asked and changed by the rules, and tells at the end what is to be written.
 * Location order is the order given: warehouses before stores, so that stores send only what warehouses lack.
 */
export class StockBook {
  readonly #levels: readonly StockLevel[]
  readonly #before: readonly LineHold[]
  #holds: LineHold[]

  constructor(levels: readonly StockLevel[], holds: readonly LineHold[]) {
    this.#levels = levels
    this.#before = holds
    // Two carts that become one may hold the same line at the same location.
    this.#holds = combine(holds)
  }

  /** Units this cart may have of a variant in all, its own held ones included. Never below what it holds. */
  free(variantId: string, fulfilment: Fulfilment): number {
    return this.#reachable(variantId, fulfilment).reduce(
      (sum, level) => sum + Math.max(0, this.#freeAt(level)) + this.#ownAt(level),
      0,
    )
  }

  /** Units the line has set aside. */
  heldFor(lineId: string): number {
    return this.#holds.reduce((sum, hold) => (hold.lineId === lineId ? sum + hold.qty : sum), 0)
  }

  /**
   * Sets aside exactly `qty` for the line, where the fulfilment can reach it: from one location if one has
   * all, else from several. What lies elsewhere is given back first.
   * @returns False, with nothing changed, when there is not that much.
   */
  hold(line: { lineId: string; variantId: string }, qty: number, fulfilment: Fulfilment): boolean {
    const before = this.#holds
    const reachable = this.#reachable(line.variantId, fulfilment)
    const kept = this.#holds.filter(
      (hold) =>
        hold.lineId === line.lineId && reachable.some(({ locationId }) => locationId === hold.locationId),
    )
    this.#holds = [...this.#holds.filter((hold) => hold.lineId !== line.lineId), ...kept]
    let wanted = qty - this.heldFor(line.lineId)
    if (wanted < 0) this.#giveBack(line.lineId, -wanted)
    const whole = reachable.find((level) => this.#freeAt(level) >= wanted)
    for (const level of whole === undefined ? reachable : [whole]) {
      if (wanted <= 0) break
      const taken = Math.min(wanted, Math.max(0, this.#freeAt(level)))
      if (taken > 0) this.#take(line, level.locationId, taken)
      wanted -= taken
    }
    if (wanted <= 0) return true
    this.#holds = before
    return false
  }

  /** Gives back all that the line has set aside. */
  release(lineId: string): void {
    this.#holds = this.#holds.filter((hold) => hold.lineId !== lineId)
  }

  /** What each line has set aside now, one entry a line and location. */
  get holds(): readonly LineHold[] {
    return this.#holds
  }

  /** How `held` changes at each variant and location, sorted as rows are locked; unchanged ones left out. */
  heldChanges(): { readonly variantId: string; readonly locationId: string; readonly change: number }[] {
    return this.#levels
      .map(({ variantId, locationId }) => ({
        variantId,
        locationId,
        change:
          sumAt(this.#holds, { variantId, locationId }) - sumAt(this.#before, { variantId, locationId }),
      }))
      .filter(({ change }) => change !== 0)
      .toSorted((a, b) => compare(a.variantId, b.variantId) || compare(a.locationId, b.locationId))
  }

  #reachable(variantId: string, fulfilment: Fulfilment): StockLevel[] {
    return this.#levels.filter(
      (level) =>
        level.variantId === variantId &&
        (fulfilment.kind === 'delivery' || level.locationId === fulfilment.locationId),
    )
  }

  #freeAt(level: StockLevel): number {
    return level.onHand - level.held + sumAt(this.#before, level) - sumAt(this.#holds, level)
  }

  #ownAt(level: StockLevel): number {
    return sumAt(this.#holds, level)
  }

  #take({ lineId, variantId }: { lineId: string; variantId: string }, locationId: string, qty: number): void {
    const known = this.#holds.find((hold) => hold.lineId === lineId && hold.locationId === locationId)
    const others = this.#holds.filter((hold) => hold !== known)
    this.#holds = [...others, { lineId, variantId, locationId, qty: (known?.qty ?? 0) + qty }]
  }

  /** From the location used last: the first one is the cheapest to send from. */
  #giveBack(lineId: string, qty: number): void {
    let left = qty
    this.#holds = this.#holds
      .toReversed()
      .map((hold) => {
        if (hold.lineId !== lineId || left === 0) return hold
        const given = Math.min(left, hold.qty)
        left -= given
        return { ...hold, qty: hold.qty - given }
      })
      .filter((hold) => hold.qty > 0)
      .toReversed()
  }
}

function sumAt(holds: readonly LineHold[], at: { variantId: string; locationId: string }): number {
  return holds.reduce(
    (sum, hold) =>
      hold.variantId === at.variantId && hold.locationId === at.locationId ? sum + hold.qty : sum,
    0,
  )
}

function combine(holds: readonly LineHold[]): LineHold[] {
  const byPlace = new Map<string, LineHold>()
  for (const { lineId, variantId, locationId, qty } of holds) {
    const key = `${lineId}@${locationId}`
    byPlace.set(key, { lineId, variantId, locationId, qty: qty + (byPlace.get(key)?.qty ?? 0) })
  }
  return [...byPlace.values()]
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
