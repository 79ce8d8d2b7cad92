import type { Category, ConsentSaid, ConsentVerdict } from './consent.ts'

/** The purposes that each category needs: storing, and measuring content; for adverts also choosing and measuring them. */
const PURPOSES: Readonly<Record<Exclude<Category, 'essential'>, readonly number[]>> = {
  functional: [1],
  performance: [1, 8],
  targeting: [1, 2, 3, 4, 7],
}

const ALL = (verdict: ConsentVerdict): ConsentSaid => ({
  functional: verdict,
  performance: verdict,
  targeting: verdict,
})

/** Called `__tcfapi` on the page. */
type TcfApi = (
  command: string,
  version: number,
  callback: (...given: unknown[]) => void,
  parameter?: unknown,
) => void

/**
 * What a consent platform's `TCData` says (IAB TCF v2.2). While its window is open, or nothing is loaded, it is unknown.
 *
 * @see https://github.com/InteractiveAdvertisingBureau/GDPR-Transparency-and-Consent-Framework
 */
export function tcfSaid(data: unknown): ConsentSaid {
  if (typeof data !== 'object' || data === null) return ALL('unknown')
  // Where the law does not ask, the platform has nothing to say against it.
  if (Reflect.get(data, 'gdprApplies') === false) return ALL('granted')
  const status: unknown = Reflect.get(data, 'eventStatus')
  if (status !== 'tcloaded' && status !== 'useractioncomplete') return ALL('unknown')
  const purpose: unknown = Reflect.get(data, 'purpose')
  const consents: unknown =
    typeof purpose === 'object' && purpose !== null ? Reflect.get(purpose, 'consents') : null
  const isGiven = (number: number) =>
    typeof consents === 'object' && consents !== null && Reflect.get(consents, String(number)) === true
  const of = (category: keyof typeof PURPOSES): ConsentVerdict =>
    PURPOSES[category].every(isGiven) ? 'granted' : 'denied'
  return { functional: of('functional'), performance: of('performance'), targeting: of('targeting') }
}

/** Hears the platform on this page, now and at each change; null where there is none (yet). Returns the stop. */
export function hearTcf(page: object, onData: (data: unknown) => void): (() => void) | null {
  const api: unknown = Reflect.get(page, '__tcfapi')
  if (!isApi(api)) return null
  let listenerId: unknown
  let isOver = false
  const remove = () => api('removeEventListener', 2, () => undefined, listenerId)
  api('addEventListener', 2, (data, isDone) => {
    if (isDone !== true || typeof data !== 'object' || data === null) return
    listenerId = Reflect.get(data, 'listenerId')
    // Stopped before the platform had answered at all.
    if (isOver) remove()
    else onData(data)
  })
  return () => {
    isOver = true
    if (listenerId !== undefined) remove()
  }
}

function isApi(value: unknown): value is TcfApi {
  return typeof value === 'function'
}
