import { showInfoSchema, type ShowId } from '@tote/protocol'
import { Figures, type FiguresNow } from './figures.ts'
import { Host } from './host.ts'
import type { Network } from './kept-connection.ts'
import { drawPlaceKeys, Place } from './place.ts'
import { askJson } from './post-json.ts'
import { Shopper, type CartCheck } from './shopper.ts'
import { ShowReader, type FollowerDeps } from './show-follower.ts'
import { Viewer } from './viewer.ts'

export type { CartCheck, FiguresNow }

export interface SimulationOptions {
  /** Addresses of the hub's nodes, as this machine reaches them. */
  readonly hubs: readonly string[]
  /** The hub's own origin. */
  readonly publicUrl: string
  /** A tenant's publishable key, one of its channels, and a live show of it. */
  readonly key: string
  readonly origin: string
  readonly showId: ShowId
  /** With it cues are posted. */
  readonly hostKey?: string | undefined
  readonly viewers: number
  /** Two sockets each. */
  readonly shoppers: number
  readonly mutationsPerSecond: number
  readonly cuesPerSecond: number
  /** Of the viewers, between 0 and 1. */
  readonly stalledShare: number
  /** Over which the first connections are spread. */
  readonly rampMs: number
  /** Loopback addresses that connections come from, each with the hub's limits of its own; 0 leaves it to the system. */
  readonly addresses: number
  /** All first ask this one of the hubs; without it they are spread over them. */
  readonly startAt?: number
  /** Pure viewers that share a journey: 1 costs the hub what real viewers do, more opens faster. */
  readonly viewersPerJourney: number
  readonly random?: () => number
  readonly now?: () => number
}

export interface Simulation {
  /** Connects everybody; resolves when each has caught up once. Shoppers act from then on. */
  open(): Promise<void>
  /** Forgets what was counted so far; the stalled begin to stall. */
  begin(): void
  read(): FiguresNow
  /** Connections that are open, and that were meant to be. */
  connected(): { readonly open: number; readonly wanted: number }
  /** Stops acting, waits for the last answers for `withinMs` at most, and compares every cart. */
  settle(withinMs: number): Promise<CartCheck>
  stop(): void
}

/** Handshakes under way at once: more, and the hub's queue of new connections overflows. */
const AT_ONCE = 150
const ACT_EVERY_MS = 10
const LOOK_AGAIN_MS = 50

/** Shoppers and viewers of one show, speaking the real protocol to a running hub. Nothing happens before `open`. */
export function createSimulation(options: SimulationOptions): Simulation {
  const { hubs, publicUrl, key, origin, showId, addresses } = options
  const { random = Math.random, now = () => performance.now() } = options
  const figures = new Figures(now)
  const network: Network = { hubs, origin, figures, now, random }
  const keys = drawPlaceKeys()
  const cuesSentAt = new Map<number, number>()
  const follow: FollowerDeps = { showId, reader: new ShowReader(), figures, cuesSentAt, now, random }
  const newPlace = () => new Place({ publicUrl, key, origin }, keys)
  const timers: ReturnType<typeof setInterval>[] = []
  const viewers: Viewer[] = []
  const shoppers: Shopper[] = []
  let acting: ReturnType<typeof setInterval> | null = null
  let isStopped = false

  return {
    async open() {
      const hub = hubs[0] ?? ''
      const query = new URLSearchParams({ key })
      const { body } = await askJson(`${hub}/v1/shows/${showId}?${query.toString()}`, {
        method: 'GET',
        headers: { origin },
      })
      const { products } = showInfoSchema.parse(body).catalogue
      const onSale = products.flatMap(({ variants }) =>
        variants.filter(({ isActive, free }) => isActive && free !== 0),
      )
      populate(onSale.map(({ id }) => id))
      await startAll([...shoppers, ...viewers])
      if (options.hostKey !== undefined && options.cuesPerSecond > 0) {
        const host = await Host.signIn({
          hubs,
          publicUrl,
          hostKey: options.hostKey,
          showId,
          productIds: products.map(({ id }) => id),
          figures,
          cuesSentAt,
          now,
        })
        timers.push(setInterval(() => void host.post(), 1000 / options.cuesPerSecond))
      }
      acting = startActing()
    },
    begin() {
      figures.begin()
      for (const viewer of viewers.slice(0, Math.round(viewers.length * options.stalledShare))) viewer.stall()
    },
    read: () => figures.read(),
    connected: () => ({
      open:
        viewers.filter(({ isOpen }) => isOpen).length +
        shoppers.reduce((sum, { openSockets }) => sum + openSockets, 0),
      wanted: viewers.length + 2 * shoppers.length,
    }),
    async settle(withinMs) {
      if (acting !== null) clearInterval(acting)
      const until = now() + withinMs
      while (now() < until && !shoppers.every((shopper) => shopper.isSettled && shopper.openSockets > 0))
        await new Promise((done) => setTimeout(done, LOOK_AGAIN_MS))
      const total = { lost: 0, doubled: 0, unknown: 0 }
      for (const shopper of shoppers) {
        const { lost, doubled, unknown } = await shopper.check()
        total.lost += lost
        total.doubled += doubled
        total.unknown += unknown
      }
      return total
    },
    stop() {
      isStopped = true
      if (acting !== null) clearInterval(acting)
      for (const timer of timers) clearInterval(timer)
      for (const each of [...shoppers, ...viewers]) each.stop()
    },
  }

  function populate(variants: ConstructorParameters<typeof Shopper>[1]['variants']): void {
    for (let index = 0; index < options.shoppers; index += 1)
      shoppers.push(
        new Shopper(network, {
          place: newPlace(),
          index: options.startAt ?? index,
          localAddress: addressOf(index),
          follow,
          variants,
        }),
      )
    let place = newPlace()
    for (let index = 0; index < options.viewers; index += 1) {
      if (index % options.viewersPerJourney === 0) place = newPlace()
      viewers.push(
        new Viewer(network, {
          place,
          index: options.startAt ?? index,
          localAddress: addressOf(options.shoppers + index),
          follow,
        }),
      )
    }
  }

  function addressOf(index: number): string | undefined {
    // 127.0.0.1 is left to those who run the hub.
    return addresses === 0 ? undefined : `127.0.0.${2 + (index % addresses)}`
  }

  /** One after the other over the ramp, never too many at once. */
  async function startAll(all: readonly { start(): Promise<void> }[]): Promise<void> {
    const startedAt = now()
    const underWay = new Set<Promise<void>>()
    for (const [index, each] of all.entries()) {
      if (isStopped) return
      const dueMs = startedAt + (index / all.length) * options.rampMs - now()
      if (dueMs > 0) await new Promise((done) => setTimeout(done, dueMs))
      while (underWay.size >= AT_ONCE) await Promise.race(underWay)
      const starting: Promise<void> = each.start().finally(() => underWay.delete(starting))
      underWay.add(starting)
    }
    await Promise.all(underWay)
  }

  /** At an even pace, each time by the next shopper who waits for nothing. */
  function startActing(): ReturnType<typeof setInterval> {
    const startedAt = now()
    let acted = 0
    let next = 0
    return setInterval(() => {
      const due = Math.floor(((now() - startedAt) / 1000) * options.mutationsPerSecond)
      for (; acted < due; acted += 1) {
        const shopper = nextIdle()
        if (shopper === undefined) figures.count('heldBack')
        else shopper.act()
      }
    }, ACT_EVERY_MS)

    function nextIdle(): Shopper | undefined {
      for (let tried = 0; tried < shoppers.length; tried += 1) {
        next = (next + 1) % shoppers.length
        const shopper = shoppers[next]
        if (shopper?.isIdle === true) return shopper
      }
      return undefined
    }
  }
}
