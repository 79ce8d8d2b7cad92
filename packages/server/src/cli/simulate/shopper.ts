import { randomUUID } from 'node:crypto'
import {
  cartDeltaSchema,
  clientIdSchema,
  lineId,
  mutateAnswerSchema,
  mutationUidSchema,
  parseAnswer,
  syncAnswerSchema,
  ToteError,
  visibleLines,
  type CartOp,
  type ClientId,
  type Mutate,
  type Mutation,
  type VariantId,
} from '@tote/protocol'
import { KeptConnection, type Network } from './kept-connection.ts'
import type { Place } from './place.ts'
import type { RawConnection } from './raw-connection.ts'
import { ShowFollower, type FollowerDeps } from './show-follower.ts'

/** A line that has grown this far is taken out again, so that no run meets the cart's own limits. */
const MOST_OF_ONE = 20
/** What the hub cannot take now is tried again this much later, unless it names a wait. */
const AGAIN_MS = 250
interface Pending {
  readonly mutation: Mutation
  readonly variantId: VariantId
  readonly sentAt: number
}

/** What the hub's cart holds against what it said yes to. */
export interface CartCheck {
  readonly lost: number
  readonly doubled: number
  /** Operations without an answer to the end. */
  readonly unknown: number
}

/**
 * Somebody with a cart and two devices: the first adds, one operation after the other under a number and a name
 * of its own, and sends what was not answered again after a loss; the second only listens.
 */
export class Shopper {
  readonly #network: Network
  readonly #variants: readonly VariantId[]
  readonly #clientId: ClientId = clientIdSchema.parse(randomUUID())
  readonly #acting: KeptConnection
  readonly #listening: KeptConnection
  readonly #place: Place
  readonly #quantities = new Map<VariantId, number>()
  /** By the revision an operation leads to: the cart is ours alone, so each that is accepted makes the next one. */
  readonly #sentAt = new Map<number, number>()
  #rev = 0
  #pending: Pending | null = null
  #mid = 0

  constructor(
    network: Network,
    own: {
      place: Place
      index: number
      localAddress: string | undefined
      follow: FollowerDeps
      variants: readonly VariantId[]
    },
  ) {
    this.#network = network
    this.#place = own.place
    this.#variants = own.variants
    const follower = new ShowFollower(own.follow)
    this.#acting = new KeptConnection(network, {
      ...own,
      clientId: this.#clientId,
      onEvent: (name, body) => {
        if (name === 'show') follower.hear(body, this.#acting.connection)
      },
      onOpen: async (connection) => {
        await follower.join(connection)
        if (this.#pending !== null) void this.#send(connection, this.#pending)
      },
      onLost: () => follower.leave(),
    })
    this.#listening = new KeptConnection(network, {
      ...own,
      // With two nodes every other shopper's devices are with both.
      index: own.index + (Math.floor(own.index / 2) % 2),
      clientId: clientIdSchema.parse(randomUUID()),
      onEvent: (name, body) => {
        if (name === 'cart') this.#hearOnOtherDevice(body)
      },
      onOpen: () => Promise.resolve(),
    })
  }

  /** Whether it could do something now: it is connected and waits for no answer. */
  get isIdle(): boolean {
    return this.#pending === null && this.#acting.isOpen
  }

  get isSettled(): boolean {
    return this.#pending === null
  }

  get openSockets(): number {
    return Number(this.#acting.isOpen) + Number(this.#listening.isOpen)
  }

  async start(): Promise<void> {
    await this.#acting.start()
    await this.#listening.start()
  }

  stop(): void {
    this.#acting.stop()
    this.#listening.stop()
  }

  /** Does the next thing. Does nothing when it is not idle. */
  act(): void {
    const { connection } = this.#acting
    if (connection === null || this.#pending !== null) return
    const { now, random } = this.#network
    const variantId = this.#variants[Math.floor(random() * this.#variants.length)]
    if (variantId === undefined) return
    this.#mid += 1
    const op: CartOp =
      (this.#quantities.get(variantId) ?? 0) >= MOST_OF_ONE
        ? { op: 'removeLine', lineId: lineId({ variantId }) }
        : { op: 'addLine', variantId, qty: 1 }
    const mutation = {
      mid: this.#mid,
      uid: mutationUidSchema.parse(randomUUID()),
      op,
      at: Date.now(),
    }
    this.#pending = { mutation, variantId, sentAt: now() }
    this.#sentAt.set(this.#rev + 1, now())
    void this.#send(connection, this.#pending)
  }

  /** Asks for the whole cart and compares; a hub that cannot be asked leaves it unknown. */
  async check(): Promise<CartCheck> {
    const { connection } = this.#acting
    if (connection === null) return { lost: 0, doubled: 0, unknown: 1 }
    const { cartId } = this.#place.granted
    const answer = parseAnswer(
      syncAnswerSchema,
      await connection.ask('sync', { cartId, rev: 0, clientIds: [] }),
    )
    const held = new Map<string, number>()
    if (answer.kind === 'snapshot')
      for (const { variantId, qty } of visibleLines(answer.cart)) held.set(variantId, qty)
    let lost = 0
    let doubled = 0
    for (const variantId of this.#variants) {
      const more = (held.get(variantId) ?? 0) - (this.#quantities.get(variantId) ?? 0)
      lost += Math.max(0, -more)
      doubled += Math.max(0, more)
    }
    return { lost, doubled, unknown: this.#pending === null ? 0 : 1 }
  }

  async #send(connection: RawConnection, pending: Pending): Promise<void> {
    const { figures, now } = this.#network
    const message: Mutate = {
      cartId: this.#place.granted.cartId,
      clientId: this.#clientId,
      sentAt: Date.now(),
      muts: [pending.mutation],
    }
    try {
      const { results } = parseAnswer(mutateAnswerSchema, await connection.ask('mutate', message))
      if (this.#pending !== pending) return
      const [verdict] = results
      this.#pending = null
      figures.count('answered')
      figures.time('answer', now() - pending.sentAt)
      if (verdict !== undefined) this.#rev = verdict.rev
      if (verdict?.ok === true) this.#note(pending)
      else figures.refuse(verdict?.code ?? 'internal')
    } catch (error) {
      if (this.#pending !== pending) return
      this.#meet(error, connection, pending)
    }
  }

  /** Nothing is stored: the same operation is sent again, on this connection or the next. */
  #meet(error: unknown, connection: RawConnection, pending: Pending): void {
    const { figures } = this.#network
    if (!(error instanceof ToteError)) {
      figures.count('errors')
      return
    }
    if (error.code === 'hub_unreachable') {
      connection.close()
      return
    }
    figures.refuse(error.code)
    setTimeout(() => {
      // On another connection it has been sent already.
      if (this.#acting.connection === connection) void this.#send(connection, pending)
    }, error.details.retryAfterMs ?? AGAIN_MS)
  }

  #note({ mutation, variantId }: Pending): void {
    const { op } = mutation
    this.#quantities.set(variantId, op.op === 'addLine' ? (this.#quantities.get(variantId) ?? 0) + op.qty : 0)
  }

  #hearOnOtherDevice(body: Buffer): void {
    // An event is the list of its name and its message.
    const [, message] = JSON.parse(body.toString()) as [string, unknown]
    const { from, to } = cartDeltaSchema.parse(message)
    for (let rev = from + 1; rev <= to; rev += 1) {
      const sentAt = this.#sentAt.get(rev)
      if (sentAt !== undefined) this.#network.figures.time('otherDevice', this.#network.now() - sentAt)
      this.#sentAt.delete(rev)
    }
  }
}
