import * as z from 'zod/mini'
import { productIdSchema } from '../ids.ts'

/** Why a product is suggested. */
export const suggestionReasonSchema = z.discriminatedUnion('kind', [
  /** It lay in orders with this one. */
  z.object({ kind: z.literal('bought-together'), productId: productIdSchema }),
  z.object({ kind: z.literal('in-show') }),
  z.object({ kind: z.literal('in-stock'), storeName: z.string() }),
  /** In the tenant's own words. */
  z.object({ kind: z.literal('own'), text: z.string() }),
])
export type SuggestionReason = z.infer<typeof suggestionReasonSchema>

export const suggestionSchema = z.object({ productId: productIdSchema, reason: suggestionReasonSchema })
export type Suggestion = z.infer<typeof suggestionSchema>

/** The best first. None of them is in the cart or sold out. */
export const suggestAnswerSchema = z.object({ suggestions: z.array(suggestionSchema) })
export type SuggestAnswer = z.infer<typeof suggestAnswerSchema>
