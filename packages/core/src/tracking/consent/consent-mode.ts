import type { Category, ConsentSaid, ConsentVerdict } from './consent.ts'

/** What Consent Mode's storages mean in our categories: all of a category's that are named have to be granted. */
const STORAGES: Readonly<Record<Exclude<Category, 'essential'>, readonly string[]>> = {
  functional: ['functionality_storage', 'personalization_storage'],
  performance: ['analytics_storage'],
  targeting: ['ad_storage', 'ad_user_data', 'ad_personalization'],
}

/** What was said of each storage: by default the strictest, by updates the last. */
export interface ConsentModeState {
  readonly defaults: ReadonlyMap<string, ConsentVerdict>
  readonly updates: ReadonlyMap<string, ConsentVerdict>
}

const NOTHING: ConsentModeState = { defaults: new Map(), updates: new Map() }

/**
 * Google Consent Mode v2, from the commands in a `dataLayer` (`gtag('consent', 'default' | 'update', {…})`) on top of
 * what was read before: a tag manager forgets old entries. A `denied` by default is the time before the shopper was
 * asked, not their no. A default for some regions is taken as one for all: where the shopper is we do not know.
 *
 * @see https://developers.google.com/tag-platform/security/guides/consent
 */
export function readConsentMode(dataLayer: unknown, before: ConsentModeState = NOTHING): ConsentModeState {
  if (!Array.isArray(dataLayer)) return before
  const defaults = new Map(before.defaults)
  const updates = new Map(before.updates)
  const entries: readonly unknown[] = dataLayer
  for (const entry of entries) {
    if (typeof entry !== 'object' || entry === null || Reflect.get(entry, 0) !== 'consent') continue
    const command: unknown = Reflect.get(entry, 1)
    const storages: unknown = Reflect.get(entry, 2)
    if (typeof storages !== 'object' || storages === null) continue
    const named: [string, unknown][] = Object.entries(storages)
    for (const [storage, value] of named) {
      if (value !== 'granted' && value !== 'denied') continue
      if (command === 'update') updates.set(storage, value)
      else if (command === 'default' && defaults.get(storage) !== 'unknown')
        defaults.set(storage, value === 'granted' ? 'granted' : 'unknown')
    }
  }
  return { defaults, updates }
}

export function consentModeSaid({ defaults, updates }: ConsentModeState): ConsentSaid {
  const of = (category: keyof typeof STORAGES): ConsentSaid => {
    const verdicts = STORAGES[category].flatMap(
      (storage) => updates.get(storage) ?? defaults.get(storage) ?? [],
    )
    if (verdicts.length === 0) return {}
    if (verdicts.includes('denied')) return { [category]: 'denied' }
    return { [category]: verdicts.includes('unknown') ? 'unknown' : 'granted' }
  }
  return { ...of('functional'), ...of('performance'), ...of('targeting') }
}
