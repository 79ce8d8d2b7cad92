import { isCorner, type Corner } from './corners.ts'
import { KEPT_SIGHT } from './has-kept-sight.ts'

/** A shopper who comes back later has begun something else. */
const GOOD_FOR_MS = 30 * 60_000

/** The show as it was when the page was left, for the next page of the site to go on with. */
export interface KeptSight {
  readonly hub: string
  readonly key: string
  readonly show: string
  readonly stream: string
  readonly corner: Corner
  readonly isLandscape: boolean
  readonly isPaused: boolean
  readonly isMuted: boolean
  readonly volume: number
  /** Programme time of the picture, where it is not at the edge of a live show. */
  readonly pdt: number | null
  readonly atMs: number
  /** The last picture, base64 of a small image; null where it may not be read. */
  readonly frame: string | null
}

/** Keeps it; a browser that forbids storage, or has no room, goes without. */
export function keepSight(storage: () => Storage, sight: KeptSight): void {
  try {
    storage().setItem(KEPT_SIGHT, JSON.stringify(sight))
  } catch {
    // The next page starts at its poster, as it would without us.
  }
}

export function forgetSight(storage: () => Storage): void {
  try {
    storage().removeItem(KEPT_SIGHT)
  } catch {
    // What cannot be read cannot be there.
  }
}

/** Takes what the page before left: once. Null when there is nothing, nothing of use, or it is too old. */
export function takeSight(storage: () => Storage, nowMs: number): KeptSight | null {
  try {
    const sight = parseSight(JSON.parse(storage().getItem(KEPT_SIGHT) ?? 'null'))
    storage().removeItem(KEPT_SIGHT)
    return sight === null || nowMs - sight.atMs > GOOD_FOR_MS ? null : sight
  } catch {
    // Forbidden, or not ours: then there is nothing to go on with.
    return null
  }
}

/** Anything of the page's origin can write there. */
function parseSight(value: unknown): KeptSight | null {
  if (typeof value !== 'object' || value === null) return null
  const kept = value as Partial<Record<keyof KeptSight, unknown>>
  const { hub, key, show, stream, corner, volume, pdt, atMs, frame } = kept
  const isWhole =
    isHttpUrl(hub) &&
    isHttpUrl(stream) &&
    typeof key === 'string' &&
    typeof show === 'string' &&
    isCorner(corner) &&
    Number.isFinite(volume) &&
    Number.isFinite(atMs) &&
    (pdt === null || Number.isFinite(pdt)) &&
    (frame === null || typeof frame === 'string')
  if (!isWhole) return null
  return {
    hub,
    key,
    show,
    stream,
    corner,
    isLandscape: kept.isLandscape === true,
    isPaused: kept.isPaused === true,
    isMuted: kept.isMuted === true,
    volume: Math.min(1, Math.max(0, Number(volume))),
    pdt: pdt === null ? null : Number(pdt),
    atMs: Number(atMs),
    frame: frame === null ? null : String(frame),
  }
}

function isHttpUrl(value: unknown): value is string {
  return typeof value === 'string' && URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)
}
