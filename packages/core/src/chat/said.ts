import { ToteError } from '@tote/protocol'
import type { Said } from './chat.ts'

/** Why something was not taken, as a value: being slowed down or offline is no exception in a chat. */
export function toSaid(cause: unknown): Said {
  if (!(cause instanceof ToteError)) throw cause
  const { code, details } = cause
  return {
    status: 'rejected',
    code,
    ...(details.retryAfterMs === undefined ? {} : { retryAfterMs: details.retryAfterMs }),
  }
}
