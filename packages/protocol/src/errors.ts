/**
 * Every error Tote knows, in one table. Over the wire an error is `{ error: { code, message, … } }`;
 * in a page it is a `ToteError`. `docs/reference/errors.md` is held against this table by a test.
 */
export const errorTable = Object.freeze({
  // Verdicts on a cart operation. Final: the operation's number is used up and the verdict is stored.
  no_stock: { fault: 'nobody', retry: false, final: true, message: 'There are not that many left.' },
  limit: { fault: 'shopper', retry: false, final: true, message: 'The cart cannot hold that many.' },
  gone: { fault: 'nobody', retry: false, final: true, message: 'This is no longer sold.' },
  no_line: { fault: 'nobody', retry: false, final: true, message: 'This line is no longer in the cart.' },
  bad_code: { fault: 'shopper', retry: false, final: true, message: 'This discount code is not valid here.' },
  bad_location: { fault: 'page', retry: false, final: true, message: 'There is no such location.' },
  frozen: {
    fault: 'nobody',
    retry: false,
    final: true,
    message: 'The cart is being paid and cannot change.',
  },
  forbidden: { fault: 'page', retry: false, final: true, message: 'This place may not do that.' },
  invalid: { fault: 'page', retry: false, final: true, message: 'A value is not valid.' },

  // Answers about delivery. Not final: nothing was stored, the same operation is sent again.
  gap: { fault: 'network', retry: true, final: false, message: 'An earlier operation is missing.' },
  mid_reused: {
    fault: 'network',
    retry: true,
    final: false,
    message: 'This number already stands for another operation.',
  },
  rate: { fault: 'page', retry: true, final: false, message: 'Too many messages. Wait before the next.' },
  busy: { fault: 'hub', retry: true, final: false, message: 'The hub cannot answer now.' },
  moved: {
    fault: 'nobody',
    retry: true,
    final: false,
    message: 'This cart became part of another one. Connect again.',
  },
  expired: {
    fault: 'nobody',
    retry: false,
    final: false,
    message: 'This waited too long to be sent without asking.',
  },

  // Who may speak.
  unauthorised: {
    fault: 'page',
    retry: true,
    final: false,
    message: 'The grant is missing, over or revoked.',
  },
  bad_proof: {
    fault: 'page',
    retry: false,
    final: false,
    message: 'The proof does not hold: wrong key, old or used before.',
  },
  bad_token: {
    fault: 'tenant',
    retry: false,
    final: false,
    message: "The tenant's token does not hold: its key, audience, time or use.",
  },
  origin: {
    fault: 'tenant',
    retry: false,
    final: false,
    message: 'This site is not on the list of channels.',
  },
  unknown_key: { fault: 'page', retry: false, final: false, message: 'No tenant has this publishable key.' },
  unknown_show: { fault: 'page', retry: false, final: false, message: 'This tenant has no such show.' },
  unknown_place: {
    fault: 'nobody',
    retry: false,
    final: false,
    message: 'This place is not known here any more.',
  },
  ticket_dead: {
    fault: 'nobody',
    retry: false,
    final: false,
    message: 'This link was used before, is too old, or is for another site.',
  },
  claim_dead: { fault: 'nobody', retry: false, final: false, message: 'This request is over. Ask again.' },
  no_release: {
    fault: 'page',
    retry: false,
    final: false,
    message: 'The approval was given to another site.',
  },
  upgrade: {
    fault: 'page',
    retry: false,
    final: false,
    message: 'This version of Tote is too old for the hub.',
  },
  not_found: { fault: 'page', retry: false, final: false, message: 'There is nothing at this address.' },
  internal: { fault: 'hub', retry: true, final: false, message: 'The hub failed. The cause is in its log.' },

  // What a page sees by itself.
  hub_unreachable: { fault: 'network', retry: true, final: false, message: 'The hub does not answer.' },
  storage_unavailable: {
    fault: 'page',
    retry: false,
    final: false,
    message: 'This browser does not let the page store anything.',
  },
  insecure_context: {
    fault: 'page',
    retry: false,
    final: false,
    message: 'The page is not served over https, so the browser offers no keys.',
  },
  bad_attribute: {
    fault: 'page',
    retry: false,
    final: false,
    message: 'An attribute has a value that cannot be used.',
  },
  media_not_found: { fault: 'tenant', retry: true, final: false, message: 'The stream is not there.' },
  media_failed: { fault: 'hub', retry: true, final: false, message: 'The stream cannot be loaded.' },
  media_blocked: {
    fault: 'tenant',
    retry: false,
    final: false,
    message: 'The stream may not be read from this site (CORS), or cannot be reached.',
  },
  media_unplayable: {
    fault: 'nobody',
    retry: false,
    final: false,
    message: 'This browser cannot play the stream.',
  },
  version_conflict: {
    fault: 'page',
    retry: false,
    final: false,
    message: 'Two versions of Tote are on this page.',
  },
} as const satisfies Record<string, ErrorEntry>)

interface ErrorEntry {
  /** Who has to act: the page's author, the tenant's settings, the hub's operator, the network, the shopper, or nobody. */
  readonly fault: 'page' | 'tenant' | 'hub' | 'network' | 'shopper' | 'nobody'
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
