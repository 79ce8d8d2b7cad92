import * as z from 'zod/mini'

/** Up, answered by `Profile`: who the shopper is to this tenant, over all its channels. */
export const profileAskSchema = z.strictObject({})
export type ProfileAsk = z.infer<typeof profileAskSchema>
