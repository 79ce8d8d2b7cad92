import * as z from 'zod/mini'
import { errorTable, isErrorCode, ToteError, type ErrorCode } from '../errors.ts'

/** An error over HTTP and in socket answers. An unknown code (a newer hub) reads as `internal`. */
export const wireErrorSchema = z.object({
  // The check makes it one of ours, whatever it was.
  code: z.string().check(z.overwrite((code) => (isErrorCode(code) ? code : 'internal'))) as z.ZodMiniType<
    ErrorCode,
    string
  >,
  message: z.string().check(z.maxLength(1000)),
  field: z.optional(z.string()),
  free: z.optional(z.int()),
  expected: z.optional(z.int()),
  retryAfterMs: z.optional(z.int()),
})
export type WireError = z.infer<typeof wireErrorSchema>

export const errorBodySchema = z.object({ error: wireErrorSchema })
export type ErrorBody = z.infer<typeof errorBodySchema>

/** What may leave the hub of an error: never its cause or stack. */
export function toErrorBody(error: ToteError): ErrorBody {
  const message = error.message || errorTable[error.code].message
  return { error: { code: error.code, message, ...error.details } }
}

export function toToteError({ error }: ErrorBody): ToteError {
  const { code, message, ...rest } = error
  const details = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined))
  return new ToteError(code, message, { details })
}
