import {
  apply,
  cartIdSchema,
  emptyCart,
  httpsSyncSchema,
  journeyIdSchema,
  limits,
  mutateSchema,
  placeIdSchema,
  productIdSchema,
  showJoinSchema,
  syncSchema,
  toErrorBody,
  ToteError,
  voteSchema,
  type Cart,
  type CartDelta,
  type Crowd,
  type ErrorCode,
  type Granted,
  type Hello,
  type HttpsSync,
  type HttpsSynced,
  type Mutate,
  type ShowEvent,
  type Verdict,
} from '@tote/protocol'
import type { FakeClock } from '@tote/testkit/clock'
import type { Link } from './link/link.ts'
import { ModelSession, type Fault } from './model-session-fixtures.ts'
import { showInfo } from './model-show-fixtures.ts'

/**
 * A hub in memory with one cart: the gate, verdicts and revisions of the protocol by its own rule, and
 * faults on every question. The real hub has its own tests; the two meet in the end-to-end ones.
 */
export class HubModel {
  readonly clock: FakeClock
  epoch = 'e1'
  cart: Cart = emptyCart(cartIdSchema.parse('c1'), 'EUR')
  events: ShowEvent[] = []
  crowd: Crowd = { chat: [], tallies: {} }
  /** Each operation that took effect or was refused, by its name. */
  readonly log = new Map<string, Verdict>()
  readonly #lastMids = new Map<string, number>()
  readonly #sessions = new Set<ModelSession>()
  readonly asked: { event: string; message: unknown }[] = []
  readonly posted: { path: string; body: unknown; credentials: RequestCredentials | undefined }[] = []
  /** What befalls the next questions, in turn; 'none' when it is empty. */
  faults: Fault[] = []
  /** Whether deltas reach those who did not ask. */
  isTelling = true
  isDown = false
  /** As a proxy does that knows no upgrade: HTTPS goes through. */
  areSocketsBlocked = false
  /** As a network that is gone without a word: nothing arrives, nothing comes, nothing is closed. */
  isMute = false
  refusal: ErrorCode | null = null
  httpRefusal: ErrorCode | null = null
  price: number | null = null
  readonly movedFrom = new Set<string>()
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
    this.posted.push({ path: url.pathname, body, credentials: init?.credentials })
    if (this.isDown) throw new TypeError('fetch failed')
    if (this.httpRefusal !== null)
      return Response.json(toErrorBody(new ToteError(this.httpRefusal)), { status: 403 })
    const said = this.says.get(url.pathname)
    if (said !== undefined) return toResponse(said)
    if (url.pathname === '/v1/mutate') return Response.json(this.answer('mutate', body))
    if (url.pathname === '/v1/sync') return Response.json(this.#sync(httpsSyncSchema.parse(body)))
    if (url.pathname.startsWith('/v1/ask/'))
      return Response.json(this.answer(url.pathname.slice('/v1/ask/'.length), body))
    if (url.pathname.startsWith('/v1/shows/')) return Response.json(showInfo(this.clock.now(), this.epoch))
    if (url.pathname === '/v1/redeem') {
      const offer = { pending: `tp_${'p'.repeat(22)}`, from: 'brand.test', quantity: 2, expiresInMs: 120_000 }
      return Response.json({ offer, now: this.clock.now() })
    }
    return Response.json(this.granted())
  }

  #sync({ clientId, cart, show }: HttpsSync): HttpsSynced {
    return {
      hello: this.#hello(clientId),
      ...(cart === undefined ? {} : { cart: this.answer('sync', cart) }),
      ...(show === undefined ? {} : { show: this.answer('show.join', show) }),
    }
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
      if (this.isDown || this.areSocketsBlocked) throw new ToteError('hub_unreachable')
      if (this.refusal !== null) throw new ToteError(this.refusal)
      const session = new ModelSession(this, options)
      this.#sessions.add(session)
      if (!this.isSilent) queueMicrotask(() => session.hear('hello', this.#hello(options.handshake.clientId)))
      return session
    },
  }

  #hello(clientId: string): Hello {
    return {
      now: this.clock.now(),
      epoch: this.epoch,
      placeId: placeIdSchema.parse('p1'),
      cartId: this.cart.id,
      rev: this.cart.rev,
      lastMid: this.#lastMids.get(clientId) ?? 0,
      build: 'test',
    }
  }

  /** A host pins the mug now. */
  cue(kind: 'productPinned'): void {
    const productId = productIdSchema.parse('mug')
    this.events = [
      ...this.events,
      { seq: this.events.length + 1, at: this.clock.now(), cue: { kind, productId } },
    ]
  }

  /** The wait for an answer that does not come. */
  clock5s(): Promise<void> {
    return new Promise((done) => this.clock.setTimeout(done, 5000))
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
          const { rev, clientIds, cartId } = syncSchema.parse(message)
          if (this.movedFrom.has(cartId)) throw new ToteError('moved')
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
              crowd: this.crowd,
            }
          const base = { pinned: [], prices: [], soldOut: [] }
          return {
            kind: 'snapshot',
            snapshot: { showId: show.id, show, seq: last, baseAt: 0, base, events: this.events },
            crowd: this.crowd,
          }
        }
        case 'chat':
        case 'react':
          return { ok: true }
        case 'vote':
          return { ok: true, option: voteSchema.parse(message).option }
        case 'waitlist.leave':
          return []
        case 'beat':
          return { now: this.clock.now() }
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

  #mutate({ clientId, muts, cartId, sentAt }: Mutate): unknown {
    if (this.movedFrom.has(cartId)) throw new ToteError('moved')
    if (cartId !== this.cart.id) throw new ToteError('forbidden')
    if (muts.some(({ at }) => sentAt - at > limits.maxOpAgeMs)) throw new ToteError('expired')
    const from = this.cart.rev
    const lastMids = new Map(this.#lastMids)
    const results: Verdict[] = []
    const world = {
      nowMs: this.clock.now(),
      variant: (id: string) => (id === 'gone' ? undefined : { price: this.price ?? 1000, isActive: true }),
      discount: (code: string) => (code === 'NOPE' ? undefined : { kind: 'percent' as const, percent: 10 }),
      isPickup: (id: string) => id === 'rue-verte',
    }
    let cart = this.cart
    const logged: [string, Verdict][] = []
    for (const { mid, uid, op } of muts) {
      const known = this.log.get(uid)
      const last = lastMids.get(clientId) ?? 0
      if (known !== undefined) {
        // Under another number it uses that up too, as at the real hub.
        if (mid === last + 1) lastMids.set(clientId, mid)
        results.push(known)
        continue
      }
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

  /** The cart became part of another: its lines are there, its number is not. */
  mergeInto(id: string): void {
    this.movedFrom.add(this.cart.id)
    this.cart = { ...this.cart, id: cartIdSchema.parse(id), rev: this.cart.rev + 1 }
    this.#lastMids.clear()
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
