import { parseConfig } from '@tote/server'
import { composeHub, sayBye, type ComposedHub, type HubParts } from '@tote/server/parts'
import { pino } from 'pino'
import { readHeldProof, readHeldToken, type Names } from './held-identity.ts'
import { RouteTable } from './route-table.ts'
import type { SimBus } from './sim-bus.ts'
import type { Process, SimClock } from './sim-clock.ts'
import type { SimDatabase } from './sim-database.ts'
import { SimServer } from './sim-server.ts'
import { HUB } from './sim-tenant.ts'

const config = parseConfig({ TOTE_LOG_LEVEL: 'silent' })
const log = pino({ level: 'silent' })

export interface NodeDeps {
  readonly clock: SimClock
  readonly database: SimDatabase
  readonly bus: SimBus
  readonly names: Names
  readonly random: () => number
  readonly webhooks: HubParts['webhooks']
  readonly deliver: NonNullable<HubParts['deliver']>
}

/** One life of one hub process: the hub's own modules, composed as in production, with nothing below them. */
export class SimNode {
  readonly process: Process
  readonly server: SimServer
  readonly routes = new RouteTable()
  isDraining = false
  readonly #hub: ComposedHub
  readonly #clock: SimClock
  readonly #random: () => number

  constructor(name: string, { clock, database, bus, names, random, webhooks, deliver }: NodeDeps) {
    this.process = { name, isAlive: true }
    this.server = new SimServer(this.process)
    this.#clock = clock
    this.#random = random
    // What is composed here, its timers too, belongs to this process.
    const before = clock.owner
    clock.owner = this.process
    this.#hub = composeHub({
      app: this.routes.asApp(),
      io: this.server.asServer(),
      bus: bus.join(this.process),
      config,
      store: database.storeFor(this.process, clock),
      webhooks,
      deliver: (delivery) =>
        new Promise((resolve) => {
          void deliver(delivery).then((why) => clock.after(1, () => resolve(why), this.process))
        }),
      ownOrigins: new Set([HUB]),
      publicUrl: HUB,
      build: 'simulated',
      now: clock.now,
      log,
      isDraining: () => this.isDraining,
      newId: names.newId,
      drawSecret: names.drawSecret,
      readProof: readHeldProof,
      readToken: readHeldToken,
      random,
    })
    clock.owner = before
  }

  get context(): ComposedHub['context'] {
    return this.#hub.context
  }

  get isAlive(): boolean {
    return this.process.isAlive
  }

  answer(request: Parameters<RouteTable['answer']>[0]): Promise<unknown> {
    return this.routes.answer(request, log)
  }

  /** Ends it as `kill -9` does. Connections are the network's to end. */
  kill(): void {
    this.process.isAlive = false
  }

  /** Says goodbye as a hub that is told to stop, and is gone when the last answer has left. */
  drain(withinMs: number, onGone: () => void): void {
    this.isDraining = true
    this.#hub.stopTimers()
    for (const socket of this.server.asServer().sockets.sockets.values())
      sayBye(socket, { afterMs: Math.round(this.#random() * withinMs), reason: 'drain' })
    this.#clock.after(withinMs, onGone, this.#clock.world)
  }
}
