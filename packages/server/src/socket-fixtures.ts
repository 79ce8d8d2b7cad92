import { randomUUID } from 'node:crypto'
import { errorBodySchema, type CartOp } from '@tote/protocol'
import { io, type Socket } from 'socket.io-client'
import { onTestFinished } from 'vitest'
import type { TestPlace } from './place-fixtures.ts'
import { Refusal } from './refusal-fixtures.ts'

/** One real connection, and what came down it. */
export class TestSocket {
  readonly clientId: string
  readonly #socket: Socket
  readonly #cartId: string
  readonly heard: { event: string; message: unknown }[] = []
  #listeners: (() => void)[] = []
  #mid = 0

  constructor(socket: Socket, own: { clientId: string; cartId: string }) {
    this.#socket = socket
    this.clientId = own.clientId
    this.#cartId = own.cartId
    socket.onAny((event: string, message: unknown) => {
      this.heard.push({ event, message })
      this.#wake()
    })
    socket.on('disconnect', () => this.#wake())
  }

  static async open(place: TestPlace, auth: Record<string, unknown>): Promise<TestSocket> {
    const socket = io(place.world.hub.url, {
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      auth,
      extraHeaders: { origin: place.origin },
    })
    onTestFinished(() => void socket.close())
    const opened = new TestSocket(socket, { clientId: String(auth['clientId']), cartId: place.mine.cartId })
    await new Promise<void>((done, fail) => {
      socket.once('connect', done)
      socket.once('connect_error', (error: Error & { data?: unknown }) => {
        const body = errorBodySchema.safeParse(error.data)
        fail(body.success ? new Refusal(body.data.error.code, error.data) : error)
      })
    })
    await opened.next('hello')
    return opened
  }

  get isOpen(): boolean {
    return this.#socket.connected
  }

  close(): void {
    this.#socket.close()
  }

  emit(event: string, ...args: unknown[]): void {
    this.#socket.emit(event, ...args)
  }

  async ask(event: string, message: unknown, withinMs = 5000): Promise<unknown> {
    const answer: unknown = await this.#socket.timeout(withinMs).emitWithAck(event, message)
    const failed = errorBodySchema.safeParse(answer)
    if (failed.success) throw new Refusal(failed.data.error.code, answer)
    return answer
  }

  /** The next operation of this client. */
  do(op: CartOp | Record<string, unknown>, overrides: Record<string, unknown> = {}): Promise<unknown> {
    this.#mid += 1
    const mut = { mid: this.#mid, uid: randomUUID(), op, at: 0, ...overrides }
    return this.ask('mutate', { cartId: this.#cartId, clientId: this.clientId, sentAt: 0, muts: [mut] })
  }

  add(qty = 1, variantId = 'mug'): Promise<unknown> {
    return this.do({ op: 'addLine', variantId, qty })
  }

  /** The first message of this kind that `isIt`, heard already or yet to come. */
  async next(event: string, isIt: (message: unknown) => boolean = () => true): Promise<unknown> {
    for (;;) {
      const found = this.heard.find((entry) => entry.event === event && isIt(entry.message))
      if (found !== undefined) return found.message
      if (this.#socket.disconnected && this.heard.length > 0)
        throw new Error(`closed while waiting for ${event}`)
      await new Promise<void>((done) => this.#listeners.push(done))
    }
  }

  async closed(): Promise<void> {
    while (this.#socket.connected) await new Promise<void>((done) => this.#listeners.push(done))
  }

  #wake(): void {
    const listeners = this.#listeners
    this.#listeners = []
    for (const listener of listeners) listener()
  }
}
