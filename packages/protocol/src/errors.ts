/**
 * Every error Tote knows, in one table. Over the wire an error is `{ error: { code, message, … } }`;
 * in a page it is a `ToteError`. `docs/reference/errors.md` is held against this table by a test.
 */
export const errorTable = Object.freeze({
  // Verdicts on a cart operation. Final: the operation's number is used up and the verdict is stored.
  no_stock: verdict('nobody', 'There are not that many left.'),
  limit: verdict('shopper', 'The cart cannot hold that many.'),
  in_drop: verdict('shopper', 'This is given out by turns, in a drop.'),
  gone: verdict('nobody', 'This is no longer sold.'),
  no_line: verdict('nobody', 'This line is no longer in the cart.'),
  bad_code: verdict('shopper', 'This discount code is not valid here.'),
  bad_location: verdict('page', 'There is no such location.'),
  frozen: verdict('nobody', 'The cart is being paid and cannot change.'),
  forbidden: verdict('page', 'This place may not do that.'),
  invalid: verdict('page', 'A value is not valid.'),

  // Answers about delivery. Not final: nothing was stored, the same operation is sent again.
  gap: passing('network', 'An earlier operation is missing.'),
  mid_reused: passing('network', 'This number already stands for another operation.'),
  rate: passing('page', 'Too many messages. Wait before the next.'),
  busy: passing('hub', 'The hub cannot answer now.'),
  moved: passing('nobody', 'This cart became part of another one. Connect again.'),
  expired: lasting('nobody', 'This waited too long to be sent without asking.'),

  // Who may speak.
  unauthorised: passing('page', 'The grant is missing, over or revoked.'),
  bad_proof: lasting('page', 'The proof does not hold: wrong key, old or used before.'),
  bad_token: lasting('tenant', "The tenant's token does not hold: its key, audience, time or use."),
  origin: lasting('tenant', 'This site is not on the list of channels.'),
  unknown_key: lasting('page', 'No tenant has this publishable key.'),
  unknown_show: lasting('page', 'This tenant has no such show.'),
  unknown_place: lasting('nobody', 'This place is not known here any more.'),
  ticket_dead: lasting('nobody', 'This link was used before, is too old, or is for another site.'),
  claim_dead: lasting('nobody', 'This request is over. Ask again.'),
  no_release: lasting('page', 'The approval was given to another site.'),
  upgrade: lasting('page', 'This version of Tote is too old for the hub.'),
  not_found: lasting('page', 'There is nothing at this address.'),
  internal: passing('hub', 'The hub failed. The cause is in its log.'),

  // What a page sees by itself.
  hub_unreachable: passing('network', 'The hub does not answer.'),
  storage_unavailable: lasting('page', 'This browser does not let the page store anything.'),
  insecure_context: lasting('page', 'The page is not served over https, so the browser offers no keys.'),
  bad_attribute: lasting('page', 'An attribute has a value that cannot be used.'),
  media_not_found: passing('tenant', 'The stream is not there.'),
  media_failed: passing('hub', 'The stream cannot be loaded.'),
  media_blocked: lasting('tenant', 'The stream may not be read from this site (CORS), or cannot be reached.'),
  media_unplayable: lasting('nobody', 'This browser cannot play the stream.'),
  version_conflict: lasting('page', 'Two versions of Tote are on this page.'),
} satisfies Record<string, ErrorEntry>)

/** It settles a cart operation for good. */
function verdict(fault: Fault, message: string) {
  return { fault, retry: false, final: true, message } as const
}

/** The same thing may succeed later without a change. */
function passing(fault: Fault, message: string) {
  return { fault, retry: true, final: false, message } as const
}

/** It will not succeed before something is changed. */
function lasting(fault: Fault, message: string) {
  return { fault, retry: false, final: false, message } as const
}

/** Who has to act: the page's author, the tenant's settings, the hub's operator, the network, the shopper, or nobody. */
type Fault = 'page' | 'tenant' | 'hub' | 'network' | 'shopper' | 'nobody'

interface ErrorEntry {
  readonly fault: Fault
  /** Whether the same thing may succeed later without a change. */
  readonly retry: boolean
  /** Whether it settles a cart operation for good. */
  readonly final: boolean
  readonly message: string
}

export type ErrorCode = keyof typeof errorTable
type CodesWhere<Final extends boolean> = {
  [C in ErrorCode]: (typeof errorTable)[C]['final'] extends Final ? C : never
}[ErrorCode]
/** Codes that settle a cart operation. */
export type FinalCode = CodesWhere<true>

export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && Object.hasOwn(errorTable, value)
}

/** Data beside a code that helps to act on it. Never a token, never a shopper's data. */
export interface ErrorDetails {
  /** The attribute, option, variable or message field at fault. */
  readonly field?: string
  /** How many are free (`no_stock`). */
  readonly free?: number
  /** The next number the hub expects (`gap`). */
  readonly expected?: number
  readonly retryAfterMs?: number
}

/** The one error class of Tote. `code` names itself; `message` says what happened and what to do next. */
export class ToteError extends Error {
  override readonly name = 'ToteError'
  readonly code: ErrorCode
  readonly details: ErrorDetails

  constructor(code: ErrorCode, message?: string, options: { details?: ErrorDetails; cause?: unknown } = {}) {
    super(message ?? errorTable[code].message, options.cause === undefined ? {} : { cause: options.cause })
    this.code = code
    this.details = options.details ?? {}
  }
}
