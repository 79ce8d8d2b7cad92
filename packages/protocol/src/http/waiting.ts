import * as z from 'zod/mini'
import { variantIdSchema } from '../ids.ts'

/** `GET /v1/console/waiting`: how many wait for what is sold out, or in the queue of a drop. Variants for which nobody does are left out. */
export const waitingReportSchema = z.object({
  lines: z.array(
    z.object({
      variantId: variantIdSchema,
      /** In the line, and those who entered a drop that is not drawn yet. */
      waiting: z.int(),
      /** Those whose turn it is, with a unit set aside. */
      called: z.int(),
    }),
  ),
})
export type WaitingReport = z.infer<typeof waitingReportSchema>
