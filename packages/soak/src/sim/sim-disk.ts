import type { KeptCart, KeptPlace, QueuedMutation, ToteStorage } from '@tote/core'
import type { Process, SimClock } from './sim-clock.ts'

export interface DiskWatch {
  /** A page writes down a cart as its own truth. */
  cartKept(page: Process, kept: KeptCart): void
  /** An intent is on the disk: from now on nothing but the disk's own end may lose it. */
  queued(entries: readonly QueuedMutation[]): void
}

/**
 * What a device keeps. A write is there when it is durable, some time after it was asked for, and the page is told
 * then; a page that dies before takes it along. The shopper or the browser may wipe it, or refuse it.
 */
export class SimDisk {
  isRefused = false
  wipes = 0
  minMs = 1
  maxMs = 8
  place: KeptPlace | undefined
  cart: KeptCart | undefined
  readonly queue = new Map<string, QueuedMutation>()
  readonly #clock: SimClock
  readonly #random: () => number
  readonly #watch: DiskWatch
  readonly #busyUntil = new Map<Process, number>()

  constructor(clock: SimClock, random: () => number, watch: DiskWatch) {
    this.#clock = clock
    this.#random = random
    this.#watch = watch
  }

  wipe(): void {
    this.wipes += 1
    this.place = undefined
    this.cart = undefined
    this.queue.clear()
  }

  openFor(page: Process): ToteStorage {
    const later = <T>(run: () => T): Promise<T> => this.#later(page, run)
    return {
      isKept: true,
      isQueueKept: true,
      loadPlace: () => later(() => this.place),
      savePlace: (place) =>
        later(() => {
          this.place = place
        }),
      loadCart: () => later(() => this.cart),
      saveCart: (cart) => {
        this.#watch.cartKept(page, cart)
        return later(() => {
          this.cart = cart
        })
      },
      loadQueue: () => later(() => [...this.queue.values()]),
      putQueue: (entries) =>
        later(() => {
          for (const entry of entries) this.queue.set(entry.uid, entry)
          this.#watch.queued(entries)
        }),
      deleteQueue: (uids) =>
        later(() => {
          for (const uid of uids) this.queue.delete(uid)
        }),
      close: () => undefined,
    }
  }

  /** One after another for each page, as the transactions of one connection are. */
  #later<T>(page: Process, run: () => T): Promise<T> {
    const { now } = this.#clock
    const takesMs = this.minMs + this.#random() * (this.maxMs - this.minMs)
    const atMs = Math.max(now() + takesMs, this.#busyUntil.get(page) ?? 0)
    this.#busyUntil.set(page, atMs)
    return new Promise((resolve, reject) => {
      this.#clock.after(
        atMs - now(),
        () => {
          if (this.isRefused) reject(new Error('the disk is refused'))
          else resolve(run())
        },
        page,
      )
    })
  }
}
