import { lineIdSchema } from '@tote/protocol'
import * as z from 'zod/mini'
import { pathTouchSchema } from './touch-path.ts'

/** What led to each line of a check-out. */
export const frozenCreditSchema = z.object({
  /** Where it is bought: origin of the site. */
  channel: z.string(),
  lines: z.array(z.object({ lineId: lineIdSchema, productId: z.string(), path: z.array(pathTouchSchema) })),
})
export type FrozenCredit = z.infer<typeof frozenCreditSchema>
