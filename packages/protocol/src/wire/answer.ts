import type * as z from 'zod/mini'
import { errorBodySchema, toToteError } from '../http/error-body.ts'
import type { ErrorBody } from '../http/error-body.ts'

/** What a socket event that is answered comes back with: the answer, or an error with its code. */
export type Answer<T> = T | ErrorBody

/** @throws ToteError with the hub's code, or `internal` when the answer has a shape we do not know. */
export function parseAnswer<Schema extends z.ZodMiniType>(schema: Schema, answer: unknown): z.infer<Schema> {
  const failed = errorBodySchema.safeParse(answer)
  if (failed.success) throw toToteError(failed.data)
  return schema.parse(answer)
}
