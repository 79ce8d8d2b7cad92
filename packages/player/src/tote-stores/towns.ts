import type { Point } from '@tote/core/stores'
import type { PickupStore } from '@tote/protocol'

/** Of those that say where they are; null when none does. */
export function middleOf(stores: readonly PickupStore[]): Point | null {
  const places = stores.flatMap(({ geo }) => (geo === undefined ? [] : [geo]))
  if (places.length === 0) return null
  const mean = (degrees: number[]) => degrees.reduce((sum, one) => sum + one, 0) / degrees.length
  return {
    latitude: mean(places.map(({ latitude }) => latitude)),
    longitude: mean(places.map(({ longitude }) => longitude)),
  }
}

/** Each once, as the shopper's language sorts them. */
export function townsOf(stores: readonly PickupStore[], lang: string): string[] {
  const towns = stores.flatMap(({ address }) => (address === undefined ? [] : [address.addressLocality]))
  return [...new Set(towns)].toSorted((one, other) => one.localeCompare(other, lang))
}
