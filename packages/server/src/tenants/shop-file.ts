import { currencyCodeSchema } from '@tote/protocol'
import * as z from 'zod'
import { signingSecretsSchema } from './signing-secrets.ts'

/** What is said of a shop on any platform: for whom prices and words are, and how often it is read. */
const sale = {
  currency: currencyCodeSchema,
  /** Where prices or assortment differ by country. */
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'must be two capital letters, such as FR')
    .optional(),
  language: z.string().min(2).max(35).optional(),
  /** How often it is read when it tells nothing by itself. */
  everyMinutes: z
    .number()
    .min(1)
    .max(24 * 60)
    .default(10),
}

const address = z.url({ protocol: /^https?$/ }).max(2000)

/** A tenant's shop, and how the hub may speak to it. */
export const shopFileSchema = z.discriminatedUnion('platform', [
  z.strictObject({
    /** Any shop that answers the published contract. */
    platform: z.literal('custom'),
    url: address,
    secrets: signingSecretsSchema,
    ...sale,
  }),
])
export type ShopFile = z.infer<typeof shopFileSchema>
