import * as z from 'zod/mini'

/**
 * Ids are opaque text, branded so that a cart's id cannot be passed where a line's is wanted.
 * Letters, digits and `._~-` only: they are safe in a URL path, a log line and a file name.
 */
const idText = () => z.string().check(z.minLength(1), z.maxLength(64), z.regex(/^[A-Za-z0-9._~-]+$/))

export const tenantIdSchema = idText().brand<'TenantId'>()
export const showIdSchema = idText().brand<'ShowId'>()
export const productIdSchema = idText().brand<'ProductId'>()
export const variantIdSchema = idText().brand<'VariantId'>()
export const locationIdSchema = idText().brand<'LocationId'>()
export const cartIdSchema = idText().brand<'CartId'>()
export const checkoutIdSchema = idText().brand<'CheckoutId'>()
export const lineIdSchema = idText().brand<'LineId'>()
export const planIdSchema = idText().brand<'PlanId'>()
export const clientIdSchema = idText().brand<'ClientId'>()
export const mutationUidSchema = idText().brand<'MutationUid'>()
export const journeyIdSchema = idText().brand<'JourneyId'>()
export const placeIdSchema = idText().brand<'PlaceId'>()
export const chatIdSchema = idText().brand<'ChatId'>()
export const pollIdSchema = idText().brand<'PollId'>()
/** Short, for the ids of what a merchant's own shop sells begin with it. */
export const merchantIdSchema = z
  .string()
  .check(z.regex(/^[a-z0-9][a-z0-9-]{0,15}$/))
  .brand<'MerchantId'>()

export type TenantId = z.infer<typeof tenantIdSchema>
export type ShowId = z.infer<typeof showIdSchema>
export type ProductId = z.infer<typeof productIdSchema>
export type VariantId = z.infer<typeof variantIdSchema>
export type LocationId = z.infer<typeof locationIdSchema>
export type CartId = z.infer<typeof cartIdSchema>
export type CheckoutId = z.infer<typeof checkoutIdSchema>
export type LineId = z.infer<typeof lineIdSchema>
export type PlanId = z.infer<typeof planIdSchema>
export type ClientId = z.infer<typeof clientIdSchema>
export type MutationUid = z.infer<typeof mutationUidSchema>
export type JourneyId = z.infer<typeof journeyIdSchema>
export type PlaceId = z.infer<typeof placeIdSchema>
export type ChatId = z.infer<typeof chatIdSchema>
export type PollId = z.infer<typeof pollIdSchema>
export type MerchantId = z.infer<typeof merchantIdSchema>
