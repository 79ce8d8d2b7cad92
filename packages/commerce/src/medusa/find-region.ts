import * as z from 'zod'
import type { Market } from '../commerce-adapter.ts'
import { ShopError } from '../shop-error.ts'
import { platform, type MedusaApi } from './medusa-api.ts'

const regionsSchema = z.object({
  regions: z.array(
    z.object({
      id: z.string(),
      currency_code: z.string(),
      countries: z.array(z.object({ iso_2: z.string() })).nullish(),
    }),
  ),
})

/** The id of Medusa's region for a market: that of its country if one is named, else the first one in its currency. */
export async function findRegion(
  ask: MedusaApi,
  { currencyCode, countryCode }: Market,
  signal: AbortSignal,
): Promise<string> {
  const { regions } = await ask({
    what: 'its regions',
    path: '/store/regions',
    query: { limit: 200 },
    answer: regionsSchema,
    signal,
  })
  const region = regions.find(
    ({ currency_code, countries }) =>
      currency_code === currencyCode.toLowerCase() &&
      (countryCode === undefined ||
        (countries ?? []).some(({ iso_2 }) => iso_2 === countryCode.toLowerCase())),
  )
  if (region !== undefined) return region.id
  const where = countryCode === undefined ? '' : ` in ${countryCode}`
  throw new ShopError('invalid', `${platform} has no region for ${currencyCode}${where}.`)
}
