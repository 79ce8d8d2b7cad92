import type { Point } from '@tote/core/stores'

/** `denied`: the shopper, or the page, does not allow it. `unknown`: the device could not find out. */
export type Place = Point | 'denied' | 'unknown'

/** Indoors a device looks for a while; later than this nobody waits. */
const WITHIN_MS = 15_000
const FRESH_MS = 5 * 60_000
/** A hundred metres: enough to tell which store is near. */
const DECIMALS = 3

/** Where the device is, no closer than needed. Asks the shopper: call it when they asked for it. */
export function findPlace(geolocation: Geolocation): Promise<Place> {
  return new Promise((resolve) => {
    geolocation.getCurrentPosition(
      ({ coords }) => resolve({ latitude: round(coords.latitude), longitude: round(coords.longitude) }),
      ({ code, PERMISSION_DENIED }) => resolve(code === PERMISSION_DENIED ? 'denied' : 'unknown'),
      { timeout: WITHIN_MS, maximumAge: FRESH_MS },
    )
  })
}

const round = (degrees: number) => Number(degrees.toFixed(DECIMALS))
