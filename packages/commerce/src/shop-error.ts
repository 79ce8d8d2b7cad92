/** Why a shop did not do it. `away`: later it may (network, time-outs, 429, 5xx). `denied`: the key or signature is wrong. `invalid`: it answered what the adapter does not understand, or refused the request as such. */
export type ShopErrorCode = 'away' | 'denied' | 'invalid'

/** A shop platform that did not answer as it should. Its message names the platform and what was asked; never a key or a shopper. */
export class ShopError extends Error {
  override readonly name = 'ShopError'
  readonly code: ShopErrorCode
  /** Milliseconds after which it may be asked again, where the shop said so. */
  readonly retryAfterMs: number | undefined

  constructor(
    code: ShopErrorCode,
    message: string,
    { cause, retryAfterMs }: { readonly cause?: unknown; readonly retryAfterMs?: number | undefined } = {},
  ) {
    super(message, { cause })
    this.code = code
    this.retryAfterMs = retryAfterMs
  }
}
