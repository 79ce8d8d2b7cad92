import {
  apply,
  cartIdSchema,
  emptyCart,
  journeyIdSchema,
  mutateSchema,
  placeIdSchema,
  showInfoSchema,
  showJoinSchema,
  syncSchema,
  toErrorBody,
  ToteError,
  type Cart,
  type CartDelta,
  type ErrorCode,
  type Granted,
  type Mutate,
  type ShowEvent,
  type ShowInfo,
  type Verdict,
} from '@tote/protocol'
import { FakeClock } from '@tote/testkit/clock'
import { onTestFinished } from 'vitest'
import { createTote } from './create-tote.ts'
import type { Link, LinkOptions, LinkSession } from './link/link.ts'
import { createMemoryStorage, type ToteStorage } from './link/storage.ts'
import type { Tote } from './tote.ts'

const HUB = 'https://hub.test'
const KEY = 'pk_testtesttest'

/** What befalls one question to the hub. */
export type Fault =
  /** It arrives and is answered. */
  | 'none'
  /** It never arrives; no answer comes. */
  | 'lost'
  /** It arrives and takes effect; its answer does not come. */
  | 'unanswered'
  /** The connection breaks before it arrives. */
  | 'cut'

const variant = (id: string, price: number) => ({
  id,
  title: id,
  options: [],
  price,
  free: null,
  isActive: true,
})

const showInfo = (now: number): ShowInfo =>
  showInfoSchema.parse({
    tenant: { id: 'maison', name: 'Maison' },
    show: { id: 'spring', title: 'Spring', status: 'live', startsAt: 0 },
    catalogue: {
      currencyCode: 'EUR',
      products: ['mug', 'shirt', 'hat'].map((id, index) => ({
        id,
        title: `The ${id}`,
        description: '',
        options: [],
        variants: [variant(id, 1000 * (index + 1))],
      })),
    },
    carryTo: ['https://market.test'],
    now,
    build: 'test',
  })

/**
 * A hub in memory with one cart: the gate, verdicts and revisions of the protocol by its own rule, and
 * faults on every question. The real hub has its own tests; the two meet in the end-to-end ones.
 */
export class HubModel {
  readonly clock: FakeClock
  epoch = 'e1'
  cart: Cart = emptyCart(cartIdSchema.parse('c1'), 'EUR')
  events: ShowEvent[] = []
  /** Each operation that took effect or was refused, by its name. */
  readonly log = new Map<string, Verdict>()
  readonly #lastMids = new Map<string, number>()
  readonly #sessions = new Set<ModelSession>()
  readonly asked: { event: string; message: unknown }[] = []
  readonly posted: { path: string; body: unknown }[] = []
  /** What befalls the next questions, in turn; 'none' when it is empty. */
  faults: Fault[] = []
  /** Whether deltas reach those who did not ask. */
  isTelling = true
  isDown = false
  refusal: ErrorCode | null = null
  httpRefusal: ErrorCode | null = null
  price: number | null = null
  /** Other answers than its own: by path, or by the name of the question. What is thrown is a refusal. */
  readonly says = new Map<string, () => unknown>()
  /** Lets us in, but never says hello. */
  isSilent = false

  constructor(clock: FakeClock) {
    this.clock = clock
  }

  /** Asked by a Tote in place of the network. */
  readonly fetch: typeof globalThis.fetch = async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input)
    const body: unknown = typeof init?.body === 'string' ? JSON.parse(init.body) : null
    this.posted.push({ path: url.pathname, body })
    if (this.isDown) throw new TypeError('fetch failed')
    if (this.httpRefusal !== null)
      return Response.json(toErrorBody(new ToteError(this.httpRefusal)), { status: 403 })
    const said = this.says.get(url.pathname)
    if (said !== undefined) return toResponse(said)
    if (url.pathname.startsWith('/v1/shows/')) return Response.json(showInfo(this.clock.now()))
    if (url.pathname === '/v1/redeem') {
      const offer = { pending: `tp_${'p'.repeat(22)}`, from: 'brand.test', quantity: 2, expiresInMs: 120_000 }
      return Response.json({ offer, now: this.clock.now() })
    }
    return Response.json(this.granted())
  }

  granted(): Granted {
    return {
      grant: `tg_${'g'.repeat(32)}`,
      grantExpiresInMs: 900_000,
      placeId: placeIdSchema.parse('p1'),
      journeyId: journeyIdSchema.parse('j1'),
      cartId: this.cart.id,
      cart: this.cart,
      epoch: this.epoch,
      now: this.clock.now(),
    }
  }

  readonly link: { open: Link['open'] } = {
    open: async (options) => {
      if (this.isDown) throw new ToteError('hub_unreachable')
      if (this.refusal !== null) throw new ToteError(this.refusal)
      const session = new ModelSession(this, options)
      this.#sessions.add(session)
      if (!this.isSilent) queueMicrotask(() => session.hear('hello', this.#hello(options)))
      return session
    },
  }

  #hello({ handshake }: LinkOptions) {
    return {
      now: this.clock.now(),
      epoch: this.epoch,
      placeId: 'p1',
      cartId: this.cart.id,
      rev: this.cart.rev,
      lastMid: this.#lastMids.get(handshake.clientId) ?? 0,
      build: 'test',
    }
  }

  /** Breaks every connection, as a cable does. */
  cut(): void {
    for (const session of this.#sessions) session.break()
  }

  forget(session: ModelSession): void {
    this.#sessions.delete(session)
  }

  tell(event: string, message: unknown): void {
    for (const session of this.#sessions) session.hear(event, message)
  }

  answer(event: string, message: unknown): unknown {
    this.asked.push({ event, message })
    try {
      const said = this.says.get(event)
      if (said !== undefined) return said()
      switch (event) {
        case 'mutate':
          return this.#mutate(mutateSchema.parse(message))
        case 'sync': {
          const { rev, clientIds } = syncSchema.parse(message)
          const lastMids = clientIds.map((id) => [id, this.#lastMids.get(id) ?? 0])
          if (rev === this.cart.rev) return { kind: 'none', lastMids }
          return { kind: 'snapshot', cart: this.cart, lastMids }
        }
        case 'show.join': {
          const { seq } = showJoinSchema.parse(message)
          const last = this.events.at(-1)?.seq ?? 0
          const { show } = showInfo(this.clock.now())
          if (seq > 0)
            return {
              kind: 'events',
              from: seq,
              to: last,
              events: this.events.filter((known) => known.seq > seq),
            }
          const base = { pinned: [], prices: [], soldOut: [] }
          return {
            kind: 'snapshot',
            snapshot: { showId: show.id, show, seq: last, baseAt: 0, base, events: this.events },
          }
        }
        case 'ticket.mint':
          return { ticket: `tt_${'t'.repeat(22)}`, expiresInMs: 60_000 }
        default:
          throw new Error(`a Tote asked ${event}`)
      }
    } catch (error) {
      if (error instanceof ToteError) return toErrorBody(error)
      throw error
    }
  }

  #mutate({ clientId, muts, cartId }: Mutate): unknown {
    if (cartId !== this.cart.id) throw new ToteError('forbidden')
    const from = this.cart.rev
    const lastMids = new Map(this.#lastMids)
    const results: Verdict[] = []
    const world = {
      nowMs: this.clock.now(),
      variant: (id: string) =>
        id === 'gone' ? undefined : { price: this.price ?? 1000, isActive: true, free: null },
    }
    let cart = this.cart
    const logged: [string, Verdict][] = []
    for (const { mid, uid, op } of muts) {
      const known = this.log.get(uid)
      if (known !== undefined) {
        results.push(known)
        continue
      }
      const last = lastMids.get(clientId) ?? 0
      if (mid <= last) throw new ToteError('mid_reused')
      if (mid > last + 1) throw new ToteError('gap', undefined, { details: { expected: last + 1 } })
      const applied = apply(op, cart, world)
      if (applied.ok) cart = applied.cart
      const verdict: Verdict = applied.ok
        ? { ok: true, mid, rev: cart.rev }
        : { ok: false, mid, rev: cart.rev, code: applied.code }
      lastMids.set(clientId, mid)
      logged.push([uid, verdict])
      results.push(verdict)
    }
    const changed = cart.lines.filter((line) => line.rev > from)
    this.cart = cart
    for (const [uid, verdict] of logged) this.log.set(uid, verdict)
    for (const [id, mid] of lastMids) this.#lastMids.set(id, mid)
    const mid = this.#lastMids.get(clientId) ?? 0
    const delta: CartDelta = {
      cartId: cart.id,
      from,
      to: cart.rev,
      lines: changed,
      meta: cart.meta,
      by: { clientId, mid },
    }
    if (this.isTelling && cart.rev > from) this.tell('cart', delta)
    return { results, lastMid: mid, rev: cart.rev }
  }

  /** Another life of the database, as after a restore from a backup taken at its birth. */
  restore(): void {
    this.epoch = 'e2'
    this.cart = emptyCart(this.cart.id, 'EUR')
    this.log.clear()
    this.#lastMids.clear()
    this.cut()
  }

  /** The journey has another cart now, as after an accepted offer. */
  moveToCart(id: string): void {
    this.cart = emptyCart(cartIdSchema.parse(id), 'EUR')
    this.#lastMids.clear()
  }
}

function toResponse(answer: () => unknown): Response {
  try {
    return Response.json(answer())
  } catch (error) {
    if (error instanceof ToteError) return Response.json(toErrorBody(error), { status: 403 })
    throw error
  }
}

class ModelSession implements LinkSession {
  readonly #hub: HubModel
  readonly #options: LinkOptions
  #isOpen = true

  constructor(hub: HubModel, options: LinkOptions) {
    this.#hub = hub
    this.#options = options
  }

  hear(event: string, message: unknown): void {
    if (this.#isOpen) this.#options.onMessage(event, structuredClone(message))
  }

  async ask(event: string, message: unknown): Promise<unknown> {
    const fault = this.#isOpen ? (this.#hub.faults.shift() ?? 'none') : 'lost'
    if (fault === 'cut') this.break()
    if (fault === 'lost' || fault === 'cut') throw new ToteError('hub_unreachable')
    const answer: unknown = structuredClone(this.#hub.answer(event, structuredClone(message)))
    if (fault === 'unanswered') throw new ToteError('hub_unreachable')
    return answer
  }

  tell(event: string, message: unknown): void {
    if (this.#isOpen) this.#hub.asked.push({ event, message })
  }

  break(): void {
    if (!this.#isOpen) return
    this.close()
    this.#options.onClose()
  }

  close(): void {
    this.#isOpen = false
    this.#hub.forget(this)
  }
}

export interface TestWorld {
  readonly clock: FakeClock
  readonly hub: HubModel
  /** A Tote on this hub; the same storage again is the same device after a reload. */
  mount(storage?: ToteStorage): Tote
  /** Moves time on until it is so; fails when it never gets so. */
  until(isSo: () => boolean, what?: string): Promise<void>
}

export function createTestWorld(): TestWorld {
  const clock = new FakeClock()
  const hub = new HubModel(clock)
  return {
    clock,
    hub,
    mount(storage = createMemoryStorage()) {
      const tote = createTote({
        hub: HUB,
        key: KEY,
        show: 'spring',
        clock,
        random: () => 0.5,
        fetch: hub.fetch,
        link: hub.link,
        storage,
      })
      onTestFinished(() => tote.stop())
      return tote
    },
    async until(isSo, what = isSo.toString()) {
      for (let turn = 0; turn < 2000; turn += 1) {
        if (isSo()) return
        // Keys are made by real threads: a turn of the event loop lets them answer.
        await new Promise((done) => setImmediate(done))
        await clock.advance(turn < 50 ? 0 : 100)
      }
      throw new Error(`never so: ${what}`)
    },
  }
}

/** Started and online. */
export async function online(world: TestWorld, storage?: ToteStorage): Promise<Tote> {
  const tote = world.mount(storage)
  void tote.start()
  await world.until(() => tote.connection.$connection.get().status === 'online', 'online')
  return tote
}
