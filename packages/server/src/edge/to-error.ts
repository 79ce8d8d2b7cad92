import { ToteError, type ErrorCode } from '@tote/protocol'
import type { Logger } from 'pino'

const statuses: Partial<Record<ErrorCode, number>> = {
  unauthorised: 401,
  bad_proof: 401,
  bad_token: 401,
  moved: 409,
  origin: 403,
  forbidden: 403,
  unknown_key: 404,
  unknown_show: 404,
  unknown_place: 404,
  not_found: 404,
  ticket_dead: 410,
  rate: 429,
  busy: 503,
  internal: 500,
}

export function statusOf(code: ErrorCode): number {
  return statuses[code] ?? 400
}

/** What the outside hears of a failure: ours as they are, the unforeseen as `internal`, its cause only in the log. */
export function toToteFailure(error: unknown, log: Logger): ToteError {
  if (error instanceof ToteError) {
    log.info({ code: error.code, field: error.details.field }, 'refused')
    return error
  }
  log.error({ err: error }, 'failed')
  return new ToteError('internal')
}
