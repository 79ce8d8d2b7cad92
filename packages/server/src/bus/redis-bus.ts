import type { Logger } from 'pino'
import type { Bus } from './bus.ts'
import { parseHints, type Hint } from './hint.ts'
import { HintQueue } from './hint-queue.ts'
import { inTime, keepConnected, pause, type RedisClient } from './redis-connection.ts'

/** Hints in one entry of the stream: what comes while one is on its way travels in the next. */
const MAX_PER_ENTRY = 500
/** The stream is a road, not a store: nobody reads what is older than the last moments. */
const MAX_ENTRIES = 1000
/**
 * A hint that comes alone leaves at once, and what comes within this after it leaves together, as it is read
 * together: each entry costs every node a question, and no device is late by it that could tell.
 */
const GATHER_MS = 50
/** More than come while they gather. */
const MAX_PER_READ = 500
/** How long a reader waits for news before it asks again: its sign of life. */
const BLOCK_MS = 1000
/** How often a writer with nothing to say asks whether Redis is there. */
const IDLE_MS = 1000

export interface RedisBusOptions {
  readonly url: string
  /** Nodes of one database hear each other, and no others on the same Redis. */
  readonly epoch: string
  readonly node: string
  readonly log: Logger
}

/**
 * Hints over a Redis stream. Redis may die, stall, come back empty or be out of reach: then hints are
 * dropped, nothing waits for it, and once it is back those who listen to `onBack` look at the database.
 *
 * Not Socket.IO's adapter: see docs/decisions/redis-bus.md.
 */
export function openRedisBus({ url, epoch, node, log }: RedisBusOptions): Bus {
  const stream = `tote:${epoch}:hints`
  const hearing = new Set<(hint: Hint) => void>()
  const returning = new Set<() => void>()
  const queue = new HintQueue()
  const stopping = new AbortController()
  const { signal } = stopping
  let isReading = false
  let isWriting = false
  /** One line in the log a failure, however often it is tried again. */
  let isAway = false
  let wake: (() => void) | null = null

  const reader = keepConnected({ url, work: read, signal, onLost: (error) => lost('reader', error) })
  const writer = keepConnected({ url, work: write, signal, onLost: (error) => lost('writer', error) })

  return {
    node,
    isShared: true,
    publish(hint) {
      // Who reads the database on our return needs no hint from before.
      if (!isWriting) return
      queue.add(hint)
      wake?.()
    },
    onHint: (listener) => subscribe(hearing, listener),
    onBack: (listener) => subscribe(returning, listener),
    isHealthy: () => isReading && isWriting,
    async stop() {
      stopping.abort()
      await Promise.all([reader, writer])
    },
  }

  async function read(client: RedisClient): Promise<void> {
    // From the end, not from where we were: a Redis that lost its data counts anew, and what lies between
    // is found in the database.
    const newest = await inTime(client.xRevRange(stream, '+', '-', { COUNT: 1 }))
    let lastId = newest?.[0]?.id ?? '0-0'
    isReading = true
    isAway = false
    log.info({ node }, 'hints are heard')
    tell(returning, undefined)
    for (;;) {
      const heard = await inTime(
        client.xRead({ key: stream, id: lastId }, { BLOCK: BLOCK_MS, COUNT: MAX_PER_READ }),
        BLOCK_MS * 3,
      )
      for (const entry of heard?.[0]?.messages ?? []) {
        lastId = entry.id
        if (entry.message['node'] !== node) hear(entry.message['hints'] ?? '[]')
      }
      if (heard !== null) await pause(GATHER_MS, signal)
    }
  }

  function hear(text: string): void {
    try {
      for (const hint of parseHints(text)) tell(hearing, hint)
    } catch (error) {
      // A node of another version, perhaps: what it knows is in the database too.
      log.warn({ err: error }, 'a hint could not be read')
    }
  }

  async function write(client: RedisClient): Promise<void> {
    await inTime(client.ping())
    isWriting = true
    for (;;) {
      const hints = queue.take(MAX_PER_ENTRY)
      if (hints.length === 0) await inTime(client.ping())
      else
        await inTime(
          client.xAdd(
            stream,
            '*',
            { node, hints: JSON.stringify(hints) },
            { TRIM: { strategy: 'MAXLEN', strategyModifier: '~', threshold: MAX_ENTRIES } },
          ),
        )
      await pause(GATHER_MS, signal)
      if (queue.size === 0) await somethingToSay()
    }
  }

  async function somethingToSay(): Promise<void> {
    // Not an abort signal of its own: the error that it makes each time costs more than the hint.
    const woken = Promise.withResolvers<undefined>()
    const finish = () => woken.resolve(undefined)
    wake = finish
    const timer = setTimeout(finish, IDLE_MS)
    signal.addEventListener('abort', finish)
    await woken.promise
    signal.removeEventListener('abort', finish)
    clearTimeout(timer)
    wake = null
  }

  function lost(who: 'reader' | 'writer', error: unknown): void {
    if (who === 'reader') isReading = false
    else {
      isWriting = false
      queue.clear()
    }
    if (isAway) return
    isAway = true
    log.warn({ err: error, who }, 'Redis is away: news of other nodes comes by comparing with the database')
  }

  function tell<T>(listeners: Set<(value: T) => void>, value: T): void {
    for (const listener of listeners)
      try {
        listener(value)
      } catch (error) {
        log.error({ err: error }, 'a listener of the bus failed')
      }
  }
}

function subscribe<T>(listeners: Set<T>, listener: T): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}
