import { currencyCodeSchema, locationIdSchema } from '@tote/protocol'
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
  /** Whether the shop has a copy of each shopper's cart, before anybody goes to pay, and may change it. */
  keepsCart: z.boolean().default(false),
  /** How often it is read when it tells nothing by itself. */
  everyMinutes: z
    .number()
    .min(1)
    .max(24 * 60)
    .default(10),
}

const address = z.url({ protocol: /^https?$/ }).max(2000)
/** An address with places to fill in, which are no part of an address yet. */
const addressWith = (place: string) =>
  z
    .string()
    .max(2000)
    .refine(
      (text) => text.includes(`{${place}}`) && URL.canParse(text) && /^https?:/.test(text),
      `must be an address with {${place}} in it`,
    )
const key = z.string().min(1).max(500)
/** By which a platform signs its own way: as it gave them, the newest first. */
const platformSecrets = z.array(z.string().min(8).max(500)).min(1).max(2)
/** Stock locations that are stores, where the platform does not tell them from warehouses. */
const stores = z.array(locationIdSchema).max(2000).default([])

/** Whether its check-out does what lines say of themselves: of an order that is picked up, some are sent home all the same. */
const sendsLines = z.boolean().default(false)

/** A tenant's shop, and how the hub may speak to it. */
export const shopFileSchema = z.discriminatedUnion('platform', [
  z.strictObject({
    /** Any shop that answers the published contract. */
    platform: z.literal('custom'),
    url: address,
    secrets: signingSecretsSchema,
    sendsLines,
    ...sale,
  }),
  z.strictObject({
    platform: z.literal('vendure'),
    adminApi: address,
    apiKey: key,
    channelToken: key.optional(),
    checkoutUrl: addressWith('checkoutId'),
    secrets: signingSecretsSchema,
    stores,
    sendsLines,
    ...sale,
  }),
  z.strictObject({
    platform: z.literal('medusa'),
    url: address,
    secretKey: key,
    publishableKey: key,
    checkoutUrl: addressWith('cartId'),
    secrets: signingSecretsSchema,
    stores,
    sendsLines,
    ...sale,
  }),
  z
    .strictObject({
      platform: z.literal('shopify'),
      /** `https://brand.myshopify.com` */
      url: address,
      storefrontToken: key,
      /** Of an app of the Dev Dashboard, which buys its tokens by it and the first secret. */
      clientId: key.optional(),
      /** Of an app of former days, which has one that lasts. */
      adminToken: key.optional(),
      secrets: platformSecrets,
      stores,
      ...sale,
    })
    .refine(
      ({ clientId, adminToken }) => (clientId === undefined) !== (adminToken === undefined),
      'must name either clientId or adminToken',
    ),
  z.strictObject({
    platform: z.literal('woocommerce'),
    url: address,
    consumerKey: key,
    consumerSecret: key,
    secrets: platformSecrets,
    ...sale,
  }),
])
export type ShopFile = z.infer<typeof shopFileSchema>
