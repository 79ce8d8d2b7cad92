import {
  createMemoryStorage,
  createSocketLink,
  createTote,
  type Link,
  type QueuedMutation,
  type Tote,
  type ToteStorage,
} from '@tote/core'
import { showJoinAnswerSchema } from '@tote/protocol'
import type { Random } from '@tote/testkit/random'
import * as z from 'zod/mini'
import type { HistoryEvent } from './history.ts'

export interface DeviceOptions {
  readonly name: string
  readonly shopper: string
  readonly hub: string
  readonly key: string
  readonly show: string
  readonly origin: string
  readonly variants: readonly string[]
  readonly random: Random
  readonly write: (event: HistoryEvent) => void
}

const spanSchema = z.object({ from: z.number(), to: z.number() })

/** One device of a shopper: the real core, with all that it promises and hears written down. */
export class Device {
  readonly #options: DeviceOptions
  readonly #storage: ToteStorage
  readonly #known = new Set<string>()
  /** What the intent that is being begun is called, told by the disk it is put on. */
  #begun: ((uid: string) => void) | null = null
  #tote: Tote

  constructor(options: DeviceOptions) {
    this.#options = options
    this.#storage = this.#recorded(createMemoryStorage())
    this.#tote = this.#mount()
  }

  get pending(): number {
    return this.#tote.cart.$cart.get().pendingCount
  }

  get isOnline(): boolean {
    return this.#tote.connection.$connection.get().status === 'online'
  }

  async start(): Promise<void> {
    await this.#tote.start()
    await until(() => this.isOnline)
  }

  /** Continues another device's journey here, as a link would carry it. */
  async continueFrom(other: Device): Promise<void> {
    let ticket: string | null = null
    await until(async () => {
      ticket = await other.#tote.journey.mintTicket(this.#options.origin)
      return ticket !== null
    })
    await this.#tote.journey.redeem(String(ticket))
    await until(() => this.#tote.journey.$offer.get() !== null)
    await this.#tote.journey.accept('apart')
    await until(() => this.isOnline)
  }

  /** One thing a shopper may do, chosen by chance. Returns at once: the answer may take a partition's time. */
  act(): void {
    const { random, variants } = this.#options
    const { lines } = this.#tote.cart.$cart.get()
    const chance = random.next()
    const { cart } = this.#tote
    if (chance < 0.03) return this.reload()
    if (chance < 0.5 || lines.length === 0) {
      const variantId = random.pick(variants)
      return this.#intend('addLine', () => cart.addLine({ variantId, quantity: random.integer(1, 3) }))
    }
    const { id } = random.pick(lines)
    if (chance < 0.7) return this.#intend('setQuantity', () => cart.setQuantity(id, random.integer(1, 9)))
    if (chance < 0.9) return this.#intend('removeLine', () => cart.removeLine(id))
    if (chance < 0.97) {
      const text = `note ${random.integer(1, 1_000_000)}`
      return this.#intend('setNote', () => cart.setNote(text))
    }
    return this.#intend('clear', () => cart.clear())
  }

  /** The page goes and comes back, with what its disk kept. */
  reload(): void {
    this.#write({ type: 'reload', at: Date.now(), device: this.#options.name })
    this.#tote.stop()
    this.#left()
    this.#tote = this.#mount()
    void this.#tote.start()
  }

  async finish(): Promise<void> {
    const { lines, note, pendingCount } = this.#tote.cart.$cart.get()
    const kept = await this.#storage.loadCart()
    if (pendingCount > 0) this.#trouble(`waits, ${JSON.stringify(this.#tote.connection.$connection.get())}`)
    this.#write({
      type: 'final',
      at: Date.now(),
      device: this.#options.name,
      shopper: this.#options.shopper,
      cartId: kept?.cart.id ?? 'none',
      pending: pendingCount,
      lines: lines.map(({ id, quantity }) => [id, quantity]),
      note,
    })
    this.#tote.stop()
  }

  #intend(op: string, run: () => Promise<{ status: string; code?: string }>): void {
    const { name } = this.#options
    const at = Date.now()
    const isOnline = this.isOnline
    let uid = ''
    this.#begun = (told) => {
      uid = told
      this.#write({ type: 'invoke', at, device: name, uid, op, isOnline })
    }
    const outcome = run()
    this.#begun = null
    outcome.then(
      ({ status, code }) => {
        if (status === 'accepted') this.#write({ type: 'ok', at: Date.now(), uid })
        else this.#write({ type: 'fail', at: Date.now(), uid, code: code ?? 'none' })
      },
      () => {
        // Never asked: the call itself was wrong, and nothing was put on disk.
      },
    )
  }

  #mount(): Tote {
    const { hub, key, show, origin } = this.#options
    const link = this.#overheard(createSocketLink({ hub, origin }))
    const tote = createTote({
      hub,
      key,
      show,
      origin,
      storage: this.#storage,
      link,
      fetch: (input, init) => this.#fetch(input, init),
    })
    tote.onError(({ code, message }) => this.#trouble(`${code}: ${message}`))
    return tote
  }

  /** Notes what is kept and what is forgotten: the names of intents. */
  #recorded(storage: ToteStorage): ToteStorage {
    const note = (entries: readonly QueuedMutation[]) => {
      for (const { uid } of entries) {
        if (this.#known.has(uid)) continue
        this.#known.add(uid)
        this.#begun?.(uid)
      }
    }
    return {
      ...storage,
      putQueue(entries) {
        note(entries)
        return storage.putQueue(entries)
      },
      deleteQueue: (uids) => {
        for (const uid of uids) this.#write({ type: 'settled', at: Date.now(), uid })
        return storage.deleteQueue(uids)
      },
    }
  }

  /** Notes how far the show was told. */
  #overheard(link: Link): Link {
    return {
      open: async (options) => {
        const session = await link.open({
          ...options,
          onMessage: (event, message) => {
            const span = event === 'show' ? spanSchema.safeParse(message) : undefined
            if (span?.success === true) this.#sawShow(span.data)
            options.onMessage(event, message)
          },
          onClose: () => {
            this.#left()
            options.onClose()
          },
        })
        return {
          ...session,
          ask: async (event, message) => {
            const answer = await session.ask(event, message)
            if (event === 'show.join') this.#joined(answer)
            return answer
          },
          close: () => {
            this.#left()
            session.close()
          },
        }
      },
    }
  }

  /** Where no socket gets through the show is asked for: each answer begins anew. */
  async #fetch(input: string | URL | Request, init?: RequestInit): Promise<Response> {
    const response = await fetch(input, init)
    if (response.ok && typeof input === 'string' && input.endsWith('/v1/sync'))
      this.#joined(z.looseObject({ show: z.unknown() }).safeParse(await response.clone().json()).data?.show)
    return response
  }

  #joined(answer: unknown): void {
    const { success, data } = showJoinAnswerSchema.safeParse(answer)
    if (success) this.#sawShow({ from: null, to: data.kind === 'snapshot' ? data.snapshot.seq : data.to })
  }

  #trouble(what: string): void {
    this.#write({ type: 'trouble', at: Date.now(), device: this.#options.name, what })
  }

  #sawShow({ from, to }: { from: number | null; to: number }): void {
    this.#write({ type: 'show', at: Date.now(), device: this.#options.name, from, to })
  }

  #left(): void {
    this.#write({ type: 'left', at: Date.now(), device: this.#options.name })
  }

  #write(event: HistoryEvent): void {
    this.#options.write(event)
  }
}

/** Asks again and again; whoever waits for ever shows it by never arriving. */
async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((done) => setTimeout(done, 50))
}
