import { createTote, type Clock, type LinkSession, type Tote } from '@tote/core'
import { errorBodySchema, helloSchema, type Granted, type Hello } from '@tote/protocol'
import { heldPlaceKeys, type Names } from './held-identity.ts'
import type { Process, SimClock } from './sim-clock.ts'
import { SimDisk, type DiskWatch } from './sim-disk.ts'
import type { Peer, SimNetwork, Weather } from './sim-network.ts'
import { SimLocks } from './sim-locks.ts'
import { SimTabs } from './sim-tabs.ts'
import { HUB, KEY, SHOW } from './sim-tenant.ts'

export interface DeviceWatch extends DiskWatch {
  /** A message of the hub has reached a page. */
  heard(page: SimPage, event: string, message: unknown): void
  /** An answer of the hub has reached a page. */
  answered(page: SimPage, event: string, asked: unknown, answer: unknown): void
  /** What the shopper sees on a page has changed. */
  seen(page: SimPage): void
}

export interface DeviceDeps {
  readonly clock: SimClock
  readonly network: SimNetwork
  readonly names: Names
  readonly random: () => number
  readonly watch: DeviceWatch
}

const CALM: Weather = {
  isOffline: false,
  minMs: 5,
  maxMs: 40,
  lostAsk: 0,
  lostAnswer: 0,
  doubled: 0,
  isHttpsOnly: false,
}

/** One browser on one site: a disk, locks and a channel that its pages share, a clock that may be wrong. */
export class SimDevice {
  readonly name: string
  readonly origin: string
  readonly disk: SimDisk
  readonly weather: Weather = { ...CALM }
  readonly keys: ReturnType<typeof heldPlaceKeys>
  /** Carts that the hub has given to this device: of no other may it hear. */
  readonly ownCarts = new Set<string>()
  /** Those of them whose shopper is here no more, and since when. */
  readonly leftCarts = new Map<string, number>()
  readonly locks = new SimLocks()
  readonly tabs: SimTabs
  clockOffsetMs = 0
  pages: SimPage[] = []
  opened = 0
  readonly deps: DeviceDeps

  constructor(name: string, origin: string, deps: DeviceDeps) {
    this.name = name
    this.origin = origin
    this.deps = deps
    this.disk = new SimDisk(deps.clock, deps.random, deps.watch)
    this.tabs = new SimTabs(deps.clock, deps.random)
    this.keys = heldPlaceKeys(deps.names)
  }

  /** `twinOf`: as a cloned tab, under the same ids as that page. */
  openPage(twinOf?: SimPage): SimPage {
    this.opened += 1
    const page = new SimPage(this, `${this.name}.${this.opened}`, twinOf)
    this.pages.push(page)
    return page
  }

  /** A page was given this cart: what it had before is of nobody here any more. */
  enterCart(cartId: string): void {
    for (const known of this.ownCarts)
      if (known !== cartId && !this.leftCarts.has(known)) this.leftCarts.set(known, this.deps.clock.now())
    this.ownCarts.add(cartId)
    this.leftCarts.delete(cartId)
  }

  calm(): void {
    Object.assign(this.weather, CALM)
    this.disk.isRefused = false
    this.disk.minMs = 1
    this.disk.maxMs = 8
  }
}

/** One mounted widget: the real core, on a device's disk, network and clock. */
export class SimPage implements Peer {
  readonly device: SimDevice
  readonly process: Process
  readonly origin: string
  readonly address: string
  readonly weather: Weather
  readonly tote: Tote
  /** Ids drawn, in order: the first names the page's client, each act draws one more. */
  readonly drawn: string[]
  readonly hides = new Set<() => void>()
  readonly wakes = new Set<() => void>()
  isAside = false
  /** Offers it has taken. */
  yeses = 0
  session: LinkSession | null = null
  cartId = ''
  rev = 0
  /** Of the hub's life that this page is connected to. */
  epoch = ''

  constructor(device: SimDevice, name: string, twinOf: SimPage | undefined) {
    const { clock, network, names, random, watch } = device.deps
    this.device = device
    this.process = { name, isAlive: true }
    this.origin = device.origin
    this.address = device.name
    this.weather = device.weather
    this.drawn = []
    const twin = twinOf === undefined ? [] : twinOf.drawn.slice(0, 1)
    this.tote = createTote({
      hub: HUB,
      key: KEY,
      show: SHOW,
      origin: device.origin,
      storage: device.disk.openFor(this.process),
      clock: this.#clock(clock),
      random,
      placeKeys: device.keys,
      newId: () => {
        const id = twin.shift() ?? names.newId()
        this.drawn.push(id)
        return id
      },
      // Core calls it with a text.
      fetch: (input, init) => network.fetch(this, (input as string).slice(HUB.length), init),
      link: {
        open: async (options) => {
          const session = await network.open(this, options)
          this.session = session
          return session
        },
      },
      locks: device.locks.heldBy(this.process),
      openTabs: (_name, onMessage) => device.tabs.open(this.process, onMessage),
      page: {
        isSeen: () => true,
        onHide: (run) => subscribe(this.hides, run),
        onWake: (run) => subscribe(this.wakes, run),
      },
    })
    this.tote.cart.$cart.listen(() => watch.seen(this))
    const before = clock.owner
    clock.owner = this.process
    void this.tote.start()
    clock.owner = before
  }

  get isAlive(): boolean {
    return this.process.isAlive
  }

  heard(event: string, message: unknown): void {
    if (event === 'hello') {
      const hello = helloSchema.parse(message)
      this.device.enterCart(hello.cartId)
      this.cartId = hello.cartId
      this.rev = hello.rev
      this.epoch = hello.epoch
    }
    if (event === 'cart') this.rev = Number(Reflect.get(Object(message), 'to'))
    this.device.deps.watch.heard(this, event, message)
  }

  answered(event: string, asked: unknown, answer: unknown): void {
    // As the hub sent it: core parses it, and refuses what is not what it asked for.
    const { grant, cartId, hello } = Object(answer) as Partial<Granted> & { readonly hello?: Hello }
    if (hello !== undefined) this.epoch = hello.epoch
    if (grant !== undefined && cartId !== undefined) this.device.enterCart(cartId)
    this.device.deps.watch.answered(this, event, asked, answer)
  }

  /** Killed: no farewell, and what the disk does not have yet is gone. */
  crash(): void {
    this.#die()
  }

  /** Closed by the shopper: it has a last word. */
  close(): void {
    for (const run of this.hides) run()
    this.#die()
  }

  /** Into the back/forward cache, or out of sight long enough to be frozen. */
  hide(): void {
    for (const run of this.hides) run()
    this.isAside = true
  }

  wake(): void {
    this.isAside = false
    for (const run of this.wakes) run()
  }

  /** Runs as the page, so that what it starts dies with it. */
  run<T>(what: () => T): T {
    const { clock } = this.device.deps
    const before = clock.owner
    clock.owner = this.process
    try {
      return what()
    } finally {
      clock.owner = before
    }
  }

  /** Asks past core what core has no intent for; null when it was refused or not answered. */
  async ask(event: string, message: unknown): Promise<unknown> {
    const answer = await this.session?.ask(event, message).catch(() => null)
    return errorBodySchema.safeParse(answer).success ? null : answer
  }

  #die(): void {
    const { device } = this
    this.process.isAlive = false
    device.pages = device.pages.filter((page) => page !== this)
    device.locks.free(this.process)
    device.tabs.leave(this.process)
    this.session?.close()
  }

  #clock(clock: SimClock): Clock {
    return {
      now: () => clock.now() + this.device.clockOffsetMs,
      setTimeout: (run, ms) => clock.after(ms, run, this.process),
    }
  }
}

function subscribe(runs: Set<() => void>, run: () => void): () => void {
  runs.add(run)
  return () => runs.delete(run)
}
