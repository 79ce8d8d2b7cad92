import type { Fulfilment } from '@tote/protocol'
import { freeBeyond } from '../waitlist/call-next.ts'
import { combine, sumAt } from './held-at.ts'
import { chooseLocations, type Parcel, type Source, type Want } from './choose-locations.ts'

/** Units of a variant at one location, as the database has them. */
export interface StockLevel {
  readonly variantId: string
  readonly locationId: string
  readonly onHand: number
  /** Set aside for carts and check-outs, of `onHand`. */
  readonly held: number
  readonly isStore: boolean
  /** Whether what is delivered may be sent from here. */
  readonly shipsFrom: boolean
}

/** Units that a line of this cart has set aside at one location. */
export interface LineHold {
  readonly lineId: string
  readonly variantId: string
  readonly locationId: string
  readonly qty: number
}

/** One of the units that are set aside because it is this cart's turn in the line for its variant. */
export interface CalledUnit {
  readonly variantId: string
  /** Null for what nobody counts. */
  readonly locationId: string | null
}

/** What the lines for sold-out goods have to do with this cart. */
export interface Lines {
  readonly called: readonly CalledUnit[]
  /** How many wait for a variant and are not called yet, whose is what is free. */
  readonly waiting: ReadonlyMap<string, number>
}

const NO_LINES: Lines = { called: [], waiting: new Map() }
/** Stands in for the line of a called unit until one takes it: no line has this id. */
const CALLED = ''

/**
 * The stock that one cart can see and what it holds of it, while one transaction decides. Pure: it is read
 * from the database under lock, asked and changed by the rules, and tells at the end what is to be written.
 * Which locations goods come from is the rule of `chooseLocations`.
 */
export class StockBook {
  readonly #levels: readonly StockLevel[]
  readonly #before: readonly LineHold[]
  readonly #lines: Lines
  /** Variants of which a line was served for a turn of what nobody counts. */
  readonly #served = new Set<string>()
  #holds: LineHold[]

  constructor(levels: readonly StockLevel[], holds: readonly LineHold[], lines: Lines = NO_LINES) {
    const called = lines.called.flatMap(({ variantId, locationId }): LineHold[] =>
      locationId === null ? [] : [{ lineId: CALLED, variantId, locationId, qty: 1 }],
    )
    this.#levels = levels
    this.#before = [...holds, ...called]
    this.#lines = lines
    // Two carts that become one may hold the same line at the same location.
    this.#holds = combine(this.#before)
  }

  /**
   * Units this cart may have of a variant in all, its own held ones included. Never below what it holds.
   * @param lines Those that are to have them, where others of the cart are got in another way: what those hold stays theirs.
   */
  free(variantId: string, fulfilment: Fulfilment, lines?: ReadonlySet<string>): number {
    const reachable = this.#reachable(variantId, fulfilment)
    const holds = this.#holds.filter(({ lineId }) => lineId === CALLED || lines?.has(lineId) !== false)
    const own = reachable.reduce((sum, level) => sum + sumAt(holds, level), 0)
    const free = reachable.reduce((sum, level) => sum + Math.max(0, this.#freeAt(level)), 0)
    // What it holds elsewhere it gives back for these: that is an exchange, and takes nothing from who waits.
    const elsewhere = this.#sumOf(variantId, holds) - own
    return own + Math.min(free, this.#leftOf(variantId) + elsewhere)
  }

  /** Whether what is fetched so could be sent as well. */
  isShared(variantId: string, fulfilment: Fulfilment): boolean {
    return this.#reachable(variantId, fulfilment).some(({ shipsFrom }) => shipsFrom)
  }

  /** Units the line has set aside. */
  heldFor(lineId: string): number {
    return this.#holds.reduce((sum, hold) => (hold.lineId === lineId ? sum + hold.qty : sum), 0)
  }

  /**
   * Sets aside exactly `qty` for the line, where the fulfilment can reach it. What it has there stays where it is; what lies
   * elsewhere is given back first.
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
    if (wanted > 0) wanted -= this.#takeCalled(line, wanted, reachable)
    if (wanted > this.#leftOf(line.variantId)) {
      this.#holds = before
      return false
    }
    if (wanted <= 0) return true
    const parcels = chooseLocations([{ ...line, qty: wanted }], this.#sources(reachable, []))
    if (parcels === null) {
      this.#holds = before
      return false
    }
    for (const { locationId, qty: taken } of parcels) this.#take(line, locationId, taken)
    return true
  }

  /**
   * Decides for these lines together from where each is sent, or where it is picked up, and moves what they have set aside there:
   * an exchange, for which as much is given back as is taken. Lines of which less is set aside are counted where they would come from.
   * What there is not enough of stays where it is.
   */
  gather(lines: readonly Want[], fulfilment: Fulfilment): readonly Parcel[] {
    const own = new Set(lines.map(({ lineId }) => lineId))
    const held = this.holds.filter(({ lineId }) => own.has(lineId))
    const reachable = this.#levels.filter((level) => isReachable(level, fulfilment))
    const parcels = chooseLocations(lines, this.#sources(reachable, held))
    if (parcels === null) return held
    for (const line of lines) {
      let left = this.heldFor(line.lineId)
      this.release(line.lineId)
      for (const { lineId, locationId, qty } of parcels) {
        const taken = lineId === line.lineId ? Math.min(left, qty) : 0
        if (taken > 0) this.#take(line, locationId, taken)
        left -= taken
      }
    }
    return parcels
  }

  /**
   * Sets aside for the line, up to `qty`, what this cart has already: what the line holds, and units that were called to
   * it. Returns how many that are. For goods that are not held in carts otherwise.
   */
  holdOwn(line: { lineId: string; variantId: string }, qty: number, fulfilment: Fulfilment): number {
    const { variantId } = line
    if (this.#lines.called.some((unit) => unit.variantId === variantId && unit.locationId === null))
      this.#served.add(variantId)
    const reachable = this.#reachable(variantId, fulfilment)
    const called = reachable.reduce((sum, level) => sum + sumAt(this.#holds, level, CALLED), 0)
    const own = Math.min(qty, this.heldFor(line.lineId) + called)
    // What it holds elsewhere cannot be sent there.
    if (!this.hold(line, own, fulfilment)) this.release(line.lineId)
    return this.heldFor(line.lineId)
  }

  /** Variants whose called unit is a line's by now: the turn is over. */
  get served(): readonly string[] {
    const left = new Set(this.#holds.filter(({ lineId }) => lineId === CALLED).map((hold) => hold.variantId))
    return this.#lines.called
      .filter(({ variantId, locationId }) =>
        locationId === null ? this.#served.has(variantId) : !left.has(variantId),
      )
      .map(({ variantId }) => variantId)
  }

  /** Units that lines have more of it than before. */
  gained(variantId: string): number {
    const own = (holds: readonly LineHold[]) => holds.filter(({ lineId }) => lineId !== CALLED)
    return this.#sumOf(variantId, own(this.#holds)) - this.#sumOf(variantId, own(this.#before))
  }

  /** Gives back all that the line has set aside. */
  release(lineId: string): void {
    this.#holds = this.#holds.filter((hold) => hold.lineId !== lineId)
  }

  /** What each line has set aside now, one entry a line and location. */
  get holds(): readonly LineHold[] {
    return this.#holds.filter(({ lineId }) => lineId !== CALLED)
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
    return this.#levels.filter((level) => level.variantId === variantId && isReachable(level, fulfilment))
  }

  /** What could be taken at these, what these holds have there with it. */
  #sources(levels: readonly StockLevel[], given: readonly LineHold[]): Source[] {
    return [...Map.groupBy(levels, ({ locationId }) => locationId)].map(([locationId, there]) => ({
      locationId,
      isStore: there.some(({ isStore }) => isStore),
      free: new Map(
        there.map((level) => [level.variantId, Math.max(0, this.#freeAt(level)) + sumAt(given, level)]),
      ),
    }))
  }

  #freeAt(level: StockLevel): number {
    return spareOf(level) + sumAt(this.#before, level) - sumAt(this.#holds, level)
  }

  /** [W3] What this cart may still take besides its own: what others wait for is theirs. */
  #leftOf(variantId: string): number {
    const levels = this.#levels.filter((level) => level.variantId === variantId)
    const free = levels.reduce((sum, level) => sum + Math.max(0, spareOf(level)), 0)
    const gained = this.#sumOf(variantId, this.#holds) - this.#sumOf(variantId, this.#before)
    return freeBeyond(free, this.#lines.waiting.get(variantId) ?? 0) - gained
  }

  #sumOf(id: string, holds: readonly LineHold[]): number {
    return holds.reduce((sum, { variantId, qty }) => (variantId === id ? sum + qty : sum), 0)
  }

  /** Makes units that were called to this cart the line's, and tells how many. */
  #takeCalled(
    line: { lineId: string; variantId: string },
    qty: number,
    reachable: readonly StockLevel[],
  ): number {
    const taken = this.#holds
      .filter(
        ({ lineId, variantId, locationId }) =>
          lineId === CALLED &&
          variantId === line.variantId &&
          reachable.some((level) => level.locationId === locationId),
      )
      .slice(0, qty)
    this.#holds = this.#holds.filter((hold) => !taken.includes(hold))
    for (const { locationId } of taken) this.#take(line, locationId, 1)
    // A turn is taken at once: what is left of it is the next one's.
    if (taken.length > 0 && taken.length === qty)
      this.#holds = this.#holds.filter(
        ({ lineId, variantId }) => lineId !== CALLED || variantId !== line.variantId,
      )
    return taken.length
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

function isReachable({ locationId, shipsFrom }: StockLevel, fulfilment: Fulfilment): boolean {
  return fulfilment.kind === 'delivery' ? shipsFrom : locationId === fulfilment.locationId
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** What nobody holds, this cart as it came neither. */
function spareOf({ onHand, held }: StockLevel): number {
  return onHand - held
}
