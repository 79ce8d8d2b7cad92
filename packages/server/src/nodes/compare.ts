import type { Logger } from 'pino'
import { selectCartRevs } from '../store/cart-store.ts'
import { selectShowSeqs } from '../store/show-store.ts'
import type { Db } from '../store/store.ts'

/** A lost cue is on screen within this and a tick. */
const SHOWS_MS = 1000
/** A lost hint of a cart makes another device late by this at most. */
const CARTS_MS = 30_000
/** Rows asked for at once: some milliseconds of the database each. */
const CHUNK = 500

export interface CompareDeps {
  readonly db: Db
  readonly log: Logger
  /** The shows and carts that places of this node follow, by tenant. */
  readonly followed: () => {
    readonly shows: ReadonlyMap<string, readonly string[]>
    readonly carts: ReadonlyMap<string, readonly string[]>
  }
  readonly onShow: (tenantId: string, show: { id: string; seq: number }) => void
  readonly onCart: (cart: { id: string; rev: number; isMerged: boolean }) => void
}

/**
 * Holds what this node has told against the database, so that a lost hint, or a Redis that is away, heals by
 * itself. Returns how to do it at once and how to stop.
 */
export function startComparing({ db, log, followed, onShow, onCart }: CompareDeps) {
  const shows = repeat(SHOWS_MS, async () => {
    for (const [tenantId, ids] of followed().shows)
      for (const chunk of chunks(ids))
        for (const show of await selectShowSeqs(db, tenantId, chunk)) onShow(tenantId, show)
  })
  const carts = repeat(CARTS_MS, async () => {
    for (const [tenantId, ids] of followed().carts)
      for (const chunk of chunks(ids))
        for (const cart of await selectCartRevs(db, tenantId, chunk)) onCart(cart)
  })
  return {
    now(): void {
      shows.now()
      carts.now()
    },
    stop(): void {
      shows.stop()
      carts.stop()
    },
  }

  /** One at a time: a database that takes longer than the period is not asked twice as much. */
  function repeat(everyMs: number, compare: () => Promise<void>) {
    let isRunning = false
    let isWanted = false
    const run = async () => {
      isWanted = isRunning
      if (isRunning) return
      isRunning = true
      try {
        await compare()
      } catch (error) {
        log.warn({ err: error }, 'this node could not compare with the database')
      }
      isRunning = false
      if (isWanted) void run()
    }
    const timer = setInterval(() => void run(), everyMs)
    return { now: () => void run(), stop: () => clearInterval(timer) }
  }
}

function chunks(ids: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(ids.length / CHUNK) }, (_, index) =>
    ids.slice(index * CHUNK, (index + 1) * CHUNK),
  )
}
