import { ToteError } from '@tote/protocol'
import type * as z from 'zod/mini'
import { checkShape } from './shape.ts'

/**
 * A stranger's message, parsed, or a refusal that names the field. What was received is not repeated.
 * @throws ToteError `invalid`
 */
export function parseMessage<Schema extends z.ZodMiniType>(
  schema: Schema,
  message: unknown,
): z.infer<Schema> {
  checkShape(message)
  const parsed = schema.safeParse(message)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  const field = issue?.path.map(String).join('.') || 'message'
  throw new ToteError('invalid', `${field} is not valid: ${issue?.message ?? 'it cannot be read'}.`, {
    details: { field },
  })
}
