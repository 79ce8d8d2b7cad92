import type { PickupStore } from '@tote/protocol'

/** Degrees. */
export interface Point {
  readonly latitude: number
  readonly longitude: number
}

export interface Nearby {
  readonly store: PickupStore
  /** As the crow flies; null where the store says not where it is, or nobody said from where. */
  readonly metres: number | null
}

/** Mean radius of the earth. */
const EARTH_METRES = 6_371_009
const BASKET = ['all', 'some', 'none'] as const

/**
 * Those that have all of the cart before those that have some, and last those that have nothing of it; of each the nearest first, then by
 * name. Worked out where it is called: the point goes nowhere.
 */
export function nearestFirst(stores: readonly PickupStore[], from: Point | null): Nearby[] {
  return stores
    .map((store) => ({
      store,
      metres: from === null || store.geo === undefined ? null : metresBetween(from, store.geo),
    }))
    .toSorted(
      (one, other) =>
        BASKET.indexOf(one.store.basket) - BASKET.indexOf(other.store.basket) ||
        compare(one.metres, other.metres) ||
        one.store.name.localeCompare(other.store.name),
    )
}

/** What is not known comes last. */
function compare(one: number | null, other: number | null): number {
  if (one === null || other === null) return Number(one === null) - Number(other === null)
  return one - other
}

/** Haversine: good to half a percent, on a globe that is none. */
function metresBetween(one: Point, other: Point): number {
  const [latitude, longitude] = [
    toRadians(other.latitude - one.latitude),
    toRadians(other.longitude - one.longitude),
  ]
  const half =
    Math.sin(latitude / 2) ** 2 +
    Math.cos(toRadians(one.latitude)) * Math.cos(toRadians(other.latitude)) * Math.sin(longitude / 2) ** 2
  return 2 * EARTH_METRES * Math.asin(Math.min(1, Math.sqrt(half)))
}

const toRadians = (degrees: number) => (degrees * Math.PI) / 180
