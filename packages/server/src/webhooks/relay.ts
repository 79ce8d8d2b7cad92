import { signedHeaders } from '@tote/commerce'
import type { Logger } from 'pino'
import {
  CLAIMED_AT_ONCE,
  claimOutbox,
  markFailed,
  markSent,
  retryLater,
  sweepOutbox,
  type ClaimedEntry,
} from '../store/outbox-store.ts'
import type { Store } from '../store/store.ts'
import type { Deliver } from './deliver.ts'
import type { Webhook } from './webhook.ts'

export interface RelayDeps {
  readonly store: Store
  /** Of every tenant whose file this node was given. */
  readonly webhooks: readonly Webhook[]
  readonly deliver: Deliver
  readonly now: () => number
  readonly random: () => number
  readonly log: Logger
}

export interface Relay {
  /** Delivers what is due now. Returns how many messages were tried. */
  runOnce(): Promise<number>
  /** Goes on by itself until stopped. */
  start(): void
  /** Resolves when nothing is under way any more. */
  stop(): Promise<void>
}

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/** Soon after a deploy of theirs, then ever more seldom: in all a day, within which somebody looks. */
const RETRY_AFTER_MS = [
  5 * SECOND,
  30 * SECOND,
  2 * MINUTE,
  10 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  4 * HOUR,
  8 * HOUR,
  8 * HOUR,
]
/** So that what failed together does not come back together. */
const JITTER = 0.1
/** Above the time a delivery may take: a node that dies with it gives it back after this. */
const LEASE_MS = 60 * SECOND
/** How soon after its commit something leaves, at most. */
const POLL_MS = SECOND
/** Long enough to look into a complaint. */
const KEEP_MS = 7 * 24 * HOUR

/**
 * Tells tenants' backends what the outbox holds: at least once, in order of each key, for a day. Any number of
 * nodes may run one: each entry is leased to one of them at a time.
 */
export function createRelay({ store, webhooks, deliver, now, random, log }: RelayDeps): Relay {
  const known = new Map(webhooks.map((webhook) => [`${webhook.tenantId}/${webhook.id}`, webhook]))
  // Another tenant's waits for a node that was given its file.
  const tenantIds = [...new Set(webhooks.map(({ tenantId }) => tenantId))]
  let timer: NodeJS.Timeout | undefined
  let isStopped = false
  let running: Promise<void> = Promise.resolve()
  let sweptAt = now()

  return {
    runOnce,
    start() {
      if (known.size > 0) timer = setTimeout(turn, POLL_MS)
    },
    async stop() {
      isStopped = true
      clearTimeout(timer)
      await running
    },
  }

  function turn(): void {
    running = runOnce().then(
      (count) => next(count < CLAIMED_AT_ONCE ? POLL_MS : 0),
      (error: unknown) => {
        log.error({ err: error }, 'the outbox could not be read')
        next(POLL_MS)
      },
    )
  }

  function next(delayMs: number): void {
    if (!isStopped) timer = setTimeout(turn, delayMs)
  }

  async function runOnce(): Promise<number> {
    const claimed = await store.transaction((trx) =>
      claimOutbox(trx, { nowMs: now(), leaseMs: LEASE_MS, tenantIds }),
    )
    await Promise.all(claimed.map(send))
    if (now() - sweptAt >= HOUR) {
      sweptAt = now()
      await sweepOutbox(store.db, sweptAt - KEEP_MS)
    }
    return claimed.length
  }

  async function send(entry: ClaimedEntry): Promise<void> {
    const { id, tenantId, topic, key, body, tries } = entry
    const webhook = known.get(`${tenantId}/${key.split('/', 1)[0]}`)
    if (webhook === undefined) return giveUp(entry, 'the tenant file names it no more')
    const headers = {
      'content-type': 'application/json',
      'user-agent': 'tote-hub',
      ...signedHeaders({ id, atMs: now(), body }, webhook.secrets),
    }
    const why = await deliver({ url: webhook.url, headers, body })
    if (why === null) return markSent(store.db, id, now())
    const waitMs = RETRY_AFTER_MS[tries - 1]
    if (waitMs === undefined) return giveUp(entry, why)
    log.warn({ tenant: tenantId, topic, id, tries, why }, 'a webhook was not taken')
    await retryLater(store.db, id, now() + waitMs * (1 + JITTER * (2 * random() - 1)))
  }

  async function giveUp({ id, tenantId, topic, tries }: ClaimedEntry, why: string): Promise<void> {
    log.error({ tenant: tenantId, topic, id, tries, why }, 'a webhook was given up')
    await markFailed(store.db, id, now())
  }
}
