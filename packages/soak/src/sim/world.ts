import { createRandom, type Random } from '@tote/testkit/random'
import { findTenant, type Tenant } from '@tote/server/parts'
import { webhooksOf } from '@tote/server'
import { holdGlobals } from './held-globals.ts'
import { Names } from './held-identity.ts'
import { SimBus } from './sim-bus.ts'
import { SimClock } from './sim-clock.ts'
import type { SimDatabase } from './sim-database.ts'
import { SimDevice, type SimPage } from './sim-device.ts'
import { SimNetwork } from './sim-network.ts'
import { SimNode } from './sim-node.ts'
import { SimShop } from './sim-shop.ts'
import { ORIGINS, simTenant, START_MS, TENANT } from './sim-tenant.ts'
import { Witness } from './witness.ts'

/** What a seed's world is like, drawn from the seed. */
export interface Profile {
  readonly isAddsOnly: boolean
  readonly nodes: number
  readonly devices: number
  readonly acts: number
  /** Of 100 things that happen, how many are faults. */
  readonly faults: number
  readonly canRestore: boolean
  readonly canMerge: boolean
  readonly canClone: boolean
  readonly canWipe: boolean
  /** How many shoppers sign in, on whichever device; 0 when nobody does. */
  readonly shoppers: 0 | 1 | 2
  /** Stock moves from outside too. */
  readonly isCounted: boolean
}

const webhooks = webhooksOf(simTenant())

/** One seed's world: a database, hub nodes, a shop's backend, and devices with pages. */
export class World {
  readonly random: Random
  readonly clock = new SimClock(START_MS + 60_000)
  readonly witness: Witness
  readonly profile: Profile
  readonly database: SimDatabase
  readonly network: SimNetwork
  readonly bus: SimBus
  readonly shop: SimShop
  readonly names: Names
  readonly devices: SimDevice[] = []
  nodes: SimNode[] = []
  lives = 0
  commitMaxMs = 3
  /** Chance that a commit fails, and that a node dies right after one. */
  commitFails = 0
  commitKills = 0
  restores = 0
  /** Since when all nodes have run without a break: sweepers are held to their time only then. */
  steadySinceMs = 0
  /** Holds that were seen to be over, and when first. */
  readonly overdue = new Map<string, number>()

  /** @param profile Drawn from the seed unless told otherwise. */
  constructor(
    database: SimDatabase,
    seed: number,
    { isTracing = false, profile }: { isTracing?: boolean; profile?: Profile } = {},
  ) {
    this.random = createRandom(Math.imul(seed, 0x9e3779b1) ^ 0x5bd1e995)
    this.database = database
    this.names = new Names(seed)
    this.profile = profile ?? drawProfile(this.random)
    holdGlobals(this.clock)
    this.witness = new Witness(this.clock, isTracing)
    this.witness.isAddsOnly = this.profile.isAddsOnly
    const { nodes, canRestore, canClone, canWipe } = this.profile
    this.witness.isSharp = nodes === 1 && !canRestore && !canClone && !canWipe
    this.witness.epoch = () => database.epoch
    const next = () => this.random.next()
    this.bus = new SimBus(this.clock, next, this.profile.nodes > 1)
    this.network = new SimNetwork({ clock: this.clock, random: next, entry: () => this.#entry() })
    this.shop = new SimShop(this.clock, next)
    database.begin(this.clock, {
      commitMs: () => next() * this.commitMaxMs,
      failsCommit: () => this.commitFails > 0 && next() < this.commitFails,
      onCommit: () => {
        if (this.commitKills > 0 && next() < this.commitKills) this.killNode()
      },
    })
    this.note(JSON.stringify(this.profile))
    for (let count = 0; count < this.profile.nodes; count += 1) this.startNode()
    for (let index = 0; index < this.profile.devices; index += 1) {
      const device = new SimDevice(`d${index + 1}`, ORIGINS[index % ORIGINS.length] ?? ORIGINS[0], {
        clock: this.clock,
        network: this.network,
        names: this.names,
        random: next,
        watch: this.witness,
      })
      this.devices.push(device)
      device.openPage()
    }
  }

  get pages(): SimPage[] {
    return this.devices.flatMap(({ pages }) => pages)
  }

  get isRestored(): boolean {
    return this.restores > 0
  }

  note(text: string): void {
    this.witness.note(text)
  }

  tenant(): Promise<Tenant> {
    return findTenant(this.database.db, TENANT).then((tenant) => {
      if (tenant === undefined) throw new Error('the tenant is gone')
      return tenant
    })
  }

  startNode(): void {
    this.lives += 1
    this.steadySinceMs = this.clock.now()
    const name = `hub${this.lives}`
    this.note(`${name} starts, ${this.database.epoch}`)
    this.nodes.push(
      new SimNode(name, {
        clock: this.clock,
        database: this.database,
        bus: this.bus,
        names: this.names,
        random: () => this.random.next(),
        webhooks,
        deliver: (delivery) => this.shop.deliver(delivery),
      }),
    )
  }

  /** Kills one node, at once, and has another start a while later. */
  killNode(): void {
    const node = this.nodes.find(({ isAlive }) => isAlive)
    if (node === undefined) return
    this.note(`${node.process.name} is killed`)
    this.#remove(node)
    this.#replaceLater()
  }

  drainNode(): void {
    const node = this.nodes.find(({ isAlive, isDraining }) => isAlive && !isDraining)
    if (node === undefined) return
    this.note(`${node.process.name} drains`)
    node.drain(2000, () => {
      this.note(`${node.process.name} is gone`)
      this.#remove(node)
    })
    this.#replaceLater()
  }

  /** All nodes stop, the database becomes its backup, and they start on it. */
  restore(): void {
    this.note('the backup is brought back')
    for (const node of this.nodes) this.#remove(node)
    this.nodes = []
    this.database.restore()
    this.shop.life += 1
    this.restores += 1
    this.witness.restored(
      new Set(this.database.rows<{ uid: string }>('select uid from mutation').map(({ uid }) => uid)),
    )
    this.clock.after(this.random.integer(50, 1500), () => this.#refill(), this.clock.world)
  }

  /** From now on; what the disk was given before may still take as long as it did then. */
  setCommitMs(mostMs: number): void {
    this.steadySinceMs = Math.max(this.steadySinceMs, this.clock.now() + this.commitMaxMs)
    this.commitMaxMs = mostMs
  }

  /** Everything that was broken is whole again, and every device has a page open. */
  heal(): void {
    this.note('heals')
    this.commitFails = 0
    this.commitKills = 0
    this.setCommitMs(3)
    this.shop.isUp = true
    for (const device of this.devices) {
      const wasOffline = device.weather.isOffline
      device.calm()
      if (device.pages.length === 0) device.openPage()
      if (wasOffline) for (const page of device.pages) page.run(() => page.wake())
    }
    this.#refill()
    if (this.bus.isAway) this.bus.comeBack()
  }

  async end(): Promise<void> {
    for (const { process } of [...this.nodes, ...this.pages]) process.isAlive = false
    await this.database.end()
  }

  #replaceLater(): void {
    this.clock.after(this.random.integer(20, 4000), () => this.#refill(), this.clock.world)
  }

  #refill(): void {
    while (this.nodes.filter(({ isAlive, isDraining }) => isAlive && !isDraining).length < this.profile.nodes)
      this.startNode()
  }

  #remove(node: SimNode): void {
    node.kill()
    this.steadySinceMs = Number.POSITIVE_INFINITY
    this.nodes = this.nodes.filter((other) => other !== node)
    this.network.nodeDied(node)
  }

  #entry(): SimNode | null {
    const open = this.nodes.filter(({ isAlive, isDraining }) => isAlive && !isDraining)
    return open.length === 0 ? null : this.random.pick(open)
  }
}

function drawProfile(random: Random): Profile {
  const isAddsOnly = random.next() < 0.25
  const chance = (of: number) => !isAddsOnly && random.next() < of
  return {
    isAddsOnly,
    nodes: random.next() < 0.7 ? 1 : 2,
    devices: random.integer(2, 3),
    acts: random.integer(12, 40),
    faults: random.pick([0, 10, 25, 40]),
    canRestore: chance(0.2),
    canMerge: chance(0.6),
    canClone: chance(0.25),
    canWipe: chance(0.2),
    shoppers: isAddsOnly ? 0 : random.pick([0, 0, 1, 2] as const),
    isCounted: chance(0.5),
  }
}
