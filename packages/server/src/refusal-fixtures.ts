import type { ErrorCode } from '@tote/protocol'

/** What a refused request or message said. */
export class Refusal extends Error {
  readonly code: ErrorCode
  readonly body: unknown

  constructor(code: ErrorCode, body: unknown) {
    super(code)
    this.code = code
    this.body = body
  }
}

/** What a promise was refused with; fails when it was not. */
export async function refusal(promise: Promise<unknown>): Promise<ErrorCode> {
  const outcome = await promise.then(
    () => null,
    (error: unknown) => error,
  )
  if (outcome instanceof Refusal) return outcome.code
  throw outcome instanceof Error ? outcome : new Error('nothing was refused')
}
