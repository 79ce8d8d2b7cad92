import * as z from 'zod'
import type { Market } from '../commerce-adapter.ts'
import { ShopError } from '../shop-error.ts'
import { platform } from './platform.ts'
import type { AskShopify } from './shopify-api.ts'

/** For whom Shopify answers: the variables of `@inContext`. */
export interface ShopifyContext {
  readonly country: string
  readonly language: string | null
}

/** Languages that Shopify tells apart by country; all others it names by themselves. */
const BY_COUNTRY = new Set(['PT_BR', 'PT_PT', 'ZH_CN', 'ZH_TW'])

const countryFields = 'isoCode currency { isoCode }'
const contextQuery = `query ToteContext($country: CountryCode) @inContext(country: $country) {
  localization { country { ${countryFields} } availableCountries { ${countryFields} } }
}`
const countrySchema = z.object({ isoCode: z.string(), currency: z.object({ isoCode: z.string() }) })
const contextSchema = z.object({
  localization: z.object({ country: countrySchema, availableCountries: z.array(countrySchema) }),
})

/**
 * The country in whose currency Shopify sells: that of the market if it names one, else the shop's own if it pays in this
 * currency, else the first that does. Shopify answers for the shop's own country where it does not sell to the one asked for.
 */
export async function findContext(
  ask: AskShopify,
  { currencyCode, countryCode, language }: Market,
  signal: AbortSignal,
): Promise<ShopifyContext> {
  const { localization } = await ask({
    what: 'its countries',
    query: contextQuery,
    variables: { country: countryCode ?? null },
    answer: contextSchema,
    signal,
  })
  const found = [localization.country, ...localization.availableCountries].find(
    ({ isoCode, currency }) =>
      currency.isoCode === currencyCode && (countryCode === undefined || isoCode === countryCode),
  )
  if (found !== undefined) return { country: found.isoCode, language: toLanguageCode(language) }
  const where = countryCode === undefined ? '' : ` in ${countryCode}`
  throw new ShopError('invalid', `${platform} does not sell in ${currencyCode}${where}.`)
}

function toLanguageCode(language: string | undefined): string | null {
  if (language === undefined) return null
  const whole = language.toUpperCase().replaceAll('-', '_')
  return BY_COUNTRY.has(whole) ? whole : (whole.split('_')[0] ?? null)
}
