import { ToteError } from '@tote/protocol'
import type { IncomingMessage } from 'node:http'
import type { Config } from '../config.ts'
import {
  addressOf,
  callerOf,
  createTrustedProxies,
  isPlainHttp,
  type TrustedProxies,
} from './client-address.ts'
import { TokenBucket, TokenBuckets } from './token-bucket.ts'

/**
 * What stands before everything else, the database above all: how many may come in at once, from one address
 * and to this node. After an outage all come back together; whoever does not fit is told when to try again,
 * each at a moment of its own.
 */
export interface Gate {
  readonly proxies: TrustedProxies
  /** Whom a request is counted for. */
  caller(request: Pick<IncomingMessage, 'headers' | 'socket'>): string
  /** Someone wants a socket. @throws ToteError `rate` for too many of one caller, `busy` when the node is full. */
  connect(caller: string): void
  /** A socket of theirs is open. Returns what to call when it is not any more. */
  opened(caller: string): () => void
  /** Someone opens or resumes a journey. @throws ToteError `busy` */
  join(): void
  /** @throws ToteError `forbidden` when the hub's origin is https and a caller came without. */
  checkTls(request: Pick<IncomingMessage, 'headers' | 'socket'>): void
}

/** Twice what a full bucket needs to fill, so that those who are sent away do not come back as one. */
const MIN_RETRY_MS = 500

export function createGate({
  config,
  publicUrl,
  now,
  random,
}: {
  readonly config: Config
  readonly publicUrl: string
  readonly now: () => number
  readonly random: () => number
}): Gate {
  const proxies = createTrustedProxies(config.TOTE_TRUSTED_PROXIES)
  const maxOpen = config.TOTE_CONNECTIONS_PER_ADDRESS
  // A tenth of what may be open within ten seconds: a page that comes back after a cut fits, a loop does not.
  const arrivals = new TokenBuckets(
    config.TOTE_ADDRESS_RATE ?? { perSecond: maxOpen / 100, burst: Math.max(1, Math.ceil(maxOpen / 10)) },
    now,
  )
  const joins = new TokenBucket(config.TOTE_JOIN_RATE, now)
  const open = new Map<string, number>()
  const isSecure = publicUrl.startsWith('https:')

  return {
    proxies,
    caller: (request) => callerOf(addressOf(request, proxies)),
    connect(caller) {
      if ((open.get(caller) ?? 0) >= maxOpen) throw new ToteError('rate')
      arrivals.take(caller)
      takeJoin()
    },
    opened(caller) {
      open.set(caller, (open.get(caller) ?? 0) + 1)
      return () => {
        const left = (open.get(caller) ?? 1) - 1
        if (left > 0) open.set(caller, left)
        else open.delete(caller)
      }
    },
    join: takeJoin,
    checkTls(request) {
      if (isSecure && isPlainHttp(request, proxies))
        throw new ToteError('forbidden', `This hub is spoken to over TLS only: ${publicUrl}.`)
    },
  }

  function takeJoin(): void {
    try {
      joins.take()
    } catch (error) {
      const waitMs = error instanceof ToteError ? (error.details.retryAfterMs ?? 0) : 0
      const { perSecond, burst } = config.TOTE_JOIN_RATE
      const spreadMs = Math.max(MIN_RETRY_MS, (2 * burst * 1000) / perSecond)
      throw new ToteError('busy', 'Too many come at once. Try again when told.', {
        details: { retryAfterMs: Math.ceil(waitMs + random() * spreadMs) },
      })
    }
  }
}
