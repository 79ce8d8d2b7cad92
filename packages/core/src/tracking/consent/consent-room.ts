import { atom, type ReadableAtom } from 'nanostores'
import type { Consent, ConsentSaid } from './consent.ts'
import { strictest, CATEGORIES } from './consent.ts'
import { consentModeSaid, readConsentMode } from './consent-mode.ts'
import { globalPrivacySaid } from './global-privacy.ts'
import { hearTcf, tcfSaid } from './tcf.ts'

/** What the page's own code says of the categories; `true` is a yes. */
export type ConsentGiven = Readonly<Partial<Record<keyof Consent, boolean>>>

export interface ConsentRoom {
  readonly $consent: ReadableAtom<Consent>
  /** Says what the shopper allows, on top of what was said so before. A stricter word of another source still stands. */
  set(given: ConsentGiven): void
  /** Looks at the page again: consent platforms come and change without a word. */
  look(): Consent
  stop(): void
}

/**
 * What the shopper allows here: of Consent Mode, a TCF platform, Global Privacy Control and the page's own word the
 * strictest. `page` is where they are found, the global object of a browser unless told otherwise.
 */
export function createConsent({ page = globalThis }: { page?: object } = {}): ConsentRoom {
  const $consent = atom<Consent>(strictest([]))
  let given: ConsentSaid = {}
  let mode = readConsentMode(null)
  let tcf: ConsentSaid = {}
  let stopTcf: (() => void) | null = null

  const look = (): Consent => {
    mode = readConsentMode(Reflect.get(page, 'dataLayer'), mode)
    if (stopTcf === null) {
      stopTcf = hearTcf(page, (data) => {
        tcf = tcfSaid(data)
        draw()
      })
      // It is there and has not answered: what it will say is waited for.
      if (stopTcf !== null && Object.keys(tcf).length === 0) tcf = tcfSaid(null)
    }
    return draw()
  }
  const draw = (): Consent => {
    const consent = strictest([given, consentModeSaid(mode), tcf, globalPrivacySaid(page)])
    const before = $consent.get()
    if (CATEGORIES.some((category) => consent[category] !== before[category])) $consent.set(consent)
    return consent
  }
  look()
  return {
    $consent,
    set(more) {
      const said = Object.entries(more).flatMap(([category, isGiven]) =>
        typeof isGiven === 'boolean' ? [[category, isGiven ? 'granted' : 'denied'] as const] : [],
      )
      given = { ...given, ...Object.fromEntries(said) }
      look()
    },
    look,
    stop: () => stopTcf?.(),
  }
}
