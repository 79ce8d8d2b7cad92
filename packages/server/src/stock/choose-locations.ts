/**
 * From where goods are sent. One rule for what is set aside in a cart and for what is sent of an order, in numbered sentences
 * that its tests quote:
 *
 * S1 One location that has all of it before several.
 * S2 Where none has all, as few locations as are needed.
 * S3 Warehouses before stores.
 * S4 Of the same kind the one with most of these goods, so that none runs dry before the others; of as many, by id.
 * S5 Of several, a line comes from one of them that has all of it; else from each what it has, in this order.
 *
 * The same goods at the same places always come out the same.
 */
export interface Want {
  readonly lineId: string
  readonly variantId: string
  readonly qty: number
}

/** What could be sent from one location. */
export interface Source {
  readonly locationId: string
  readonly isStore: boolean
  /** Units by variant. */
  readonly free: ReadonlyMap<string, number>
}

export interface Parcel {
  readonly lineId: string
  readonly locationId: string
  readonly qty: number
}

type Needs = ReadonlyMap<string, number>

/** Which few of many locations is a hard question: after so many looks, few enough is good enough. */
const MOST_STEPS = 2000

/** Null when there is not enough. */
export function chooseLocations(wants: readonly Want[], sources: readonly Source[]): Parcel[] | null {
  const needs = new Map<string, number>()
  for (const { variantId, qty } of wants) needs.set(variantId, (needs.get(variantId) ?? 0) + qty)
  const sorted = inOrder(sources, needs)
  const chosen = fewest(needs, sorted)
  return chosen === null
    ? null
    : parcel(
        wants,
        sorted.filter((source) => chosen.includes(source)),
      )
}

/** [S3, S4] */
function inOrder(sources: readonly Source[], needs: Needs): Source[] {
  const most = new Map(
    sources.map((source) => [
      source,
      [...needs.keys()].reduce((sum, variantId) => sum + freeAt(source, variantId), 0),
    ]),
  )
  return sources.toSorted(
    (one, other) =>
      Number(one.isStore) - Number(other.isStore) ||
      (most.get(other) ?? 0) - (most.get(one) ?? 0) ||
      (one.locationId < other.locationId ? -1 : 1),
  )
}

/** [S1, S2] Sets of one, then of two, and so on; of as few, the first in order. */
function fewest(needs: Needs, sources: readonly Source[]): readonly Source[] | null {
  const isThere = [...needs].every(
    ([variantId, qty]) => sources.reduce((sum, source) => sum + freeAt(source, variantId), 0) >= qty,
  )
  if (!isThere) return null
  const places = new Map(
    [...needs.keys()].map((id) => [id, sources.filter((source) => freeAt(source, id) > 0).length]),
  )
  let steps = 0
  for (let room = 0; room <= sources.length && steps < MOST_STEPS; room += 1) {
    const found = extend([], needs, room)
    if (found !== null) return found
  }
  return greedy(needs, sources)

  function extend(chosen: readonly Source[], left: Needs, room: number): readonly Source[] | null {
    if (left.size === 0) return chosen
    steps += 1
    if (room === 0 || steps >= MOST_STEPS) return null
    // Whichever set it becomes, somebody in it has what is hardest to get.
    const [scarcest = ''] = [...left.keys()].toSorted((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0))
    for (const source of sources) {
      if (chosen.includes(source) || freeAt(source, scarcest) === 0) continue
      const found = extend([...chosen, source], without(left, source), room - 1)
      if (found !== null) return found
    }
    return null
  }
}

/** Always the one that has most of what is still wanted. */
function greedy(needs: Needs, sources: readonly Source[]): readonly Source[] {
  const chosen: Source[] = []
  let left = needs
  while (left.size > 0) {
    const [next] = sources
      .filter((source) => !chosen.includes(source))
      .map((source) => ({
        source,
        units: [...left].reduce((sum, [id, qty]) => sum + Math.min(qty, freeAt(source, id)), 0),
      }))
      .toSorted((one, other) => other.units - one.units)
    if (next === undefined) break
    chosen.push(next.source)
    left = without(left, next.source)
  }
  return chosen
}

/** [S5] Of these there is enough together. */
function parcel(wants: readonly Want[], sources: readonly Source[]): Parcel[] {
  const spare = new Map(sources.map(({ locationId, free }) => [locationId, new Map(free)]))
  const freeOf = (locationId: string, variantId: string) => spare.get(locationId)?.get(variantId) ?? 0
  return wants.flatMap(({ lineId, variantId, qty }) => {
    const whole = sources.find(({ locationId }) => freeOf(locationId, variantId) >= qty)
    const parcels: Parcel[] = []
    let left = qty
    for (const { locationId } of whole === undefined ? sources : [whole]) {
      const taken = Math.min(left, freeOf(locationId, variantId))
      if (taken === 0) continue
      spare.get(locationId)?.set(variantId, freeOf(locationId, variantId) - taken)
      parcels.push({ lineId, locationId, qty: taken })
      left -= taken
    }
    return parcels
  })
}

function without(needs: Needs, source: Source): Needs {
  return new Map(
    [...needs]
      .map(([variantId, qty]) => [variantId, qty - freeAt(source, variantId)] as const)
      .filter(([, qty]) => qty > 0),
  )
}

function freeAt({ free }: Source, variantId: string): number {
  return Math.max(0, free.get(variantId) ?? 0)
}
