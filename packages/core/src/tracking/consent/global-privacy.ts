import type { ConsentSaid } from './consent.ts'

/**
 * Global Privacy Control: a browser that asks not to be sold or shared is not measured by us either, whatever was clicked.
 *
 * @see https://www.w3.org/TR/gpc/
 */
export function globalPrivacySaid(page: object): ConsentSaid {
  const navigator: unknown = Reflect.get(page, 'navigator')
  const isOn =
    typeof navigator === 'object' &&
    navigator !== null &&
    Reflect.get(navigator, 'globalPrivacyControl') === true
  return isOn ? { performance: 'denied', targeting: 'denied' } : {}
}
