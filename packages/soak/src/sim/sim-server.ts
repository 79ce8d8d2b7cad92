import { EventEmitter } from 'node:events'
import type { HubParts } from '@tote/server/parts'
import type { Process } from './sim-clock.ts'

/** The hub's end of one connection. */
export interface ServerEnd {
  readonly origin: string
  readonly auth: unknown
  down(event: string, message: unknown): void
  refuse(data: unknown): void
  accepted(): void
  /** The hub hangs up. */
  close(): void
}

/**
 * Stands where Socket.IO's server does: the part of it that the hub uses, without a network below. The hub's own
 * handlers, fan-out and farewells run on it as they are.
 */
export class SimServer {
  readonly adapter = Object.assign(new EventEmitter(), { rooms: new Map<string, Set<string>>() })
  readonly all = new Map<string, SimSocket>()
  readonly sockets = { sockets: this.all, adapter: this.adapter }
  readonly process: Process
  readonly #middlewares: ((socket: SimSocket, next: (error?: Error) => void) => void)[] = []
  #onConnection: (socket: SimSocket) => void = () => undefined
  #count = 0

  constructor(process: Process) {
    this.process = process
  }

  use(middleware: (socket: SimSocket, next: (error?: Error) => void) => void): this {
    this.#middlewares.push(middleware)
    return this
  }

  on(event: string, listener: (socket: SimSocket) => void): this {
    if (event === 'connection') this.#onConnection = listener
    return this
  }

  /** A connection reaches the hub. */
  connect(end: ServerEnd): SimSocket {
    this.#count += 1
    const socket = new SimSocket(this, `${this.process.name}-${this.#count}`, end)
    const pass = (index: number): void => {
      const middleware = this.#middlewares[index]
      if (!socket.isOpen) return
      if (middleware !== undefined) {
        middleware(socket, (error) => (error === undefined ? pass(index + 1) : this.#refuse(socket, error)))
        return
      }
      this.all.set(socket.id, socket)
      end.accepted()
      this.#onConnection(socket)
    }
    pass(0)
    return socket
  }

  #refuse(socket: SimSocket, error: Error & { data?: unknown }): void {
    socket.isOpen = false
    socket.end.refuse(error.data)
  }

  /** As `composeHub` takes it. The cast makes it so: only what is above is used of it. */
  asServer(): HubParts['io'] {
    return this as unknown as HubParts['io']
  }
}

type Listener = (...args: readonly unknown[]) => void

export class SimSocket {
  readonly id: string
  readonly end: ServerEnd
  readonly data: Record<string, unknown> = {}
  readonly handshake: { readonly auth: unknown; readonly headers: { readonly origin: string } }
  readonly conn: {
    readonly transport: { readonly writable: boolean }
    send(text: string): void
    close(): void
  }
  isOpen = true
  readonly #server: SimServer
  readonly #listeners = new Map<string, Listener[]>()
  readonly #any: Listener[] = []

  constructor(server: SimServer, id: string, end: ServerEnd) {
    this.#server = server
    this.id = id
    this.end = end
    this.handshake = { auth: end.auth, headers: { origin: end.origin } }
    this.conn = {
      transport: { writable: true },
      // What the fan-out hands over is a Socket.IO packet: `2["event",message]`.
      send: (text) => {
        const packet: unknown = JSON.parse(text.slice(1))
        if (Array.isArray(packet)) this.emit(String(packet[0]), packet[1])
      },
      close: () => this.hangUp(),
    }
  }

  on(event: string, listener: Listener): this {
    this.#listeners.set(event, [...(this.#listeners.get(event) ?? []), listener])
    return this
  }

  /** What is listened for once is the end, which comes once. */
  once(event: string, listener: Listener): this {
    return this.on(event, listener)
  }

  onAny(listener: Listener): this {
    this.#any.push(listener)
    return this
  }

  join(rooms: string | readonly string[]): void {
    if (!this.isOpen) return
    for (const room of typeof rooms === 'string' ? [rooms] : rooms) {
      const members = this.#server.adapter.rooms.get(room) ?? new Set()
      this.#server.adapter.rooms.set(room, members.add(this.id))
    }
  }

  emit(event: string, message: unknown): void {
    if (this.isOpen) this.end.down(event, message)
  }

  disconnect(): void {
    this.hangUp()
  }

  hangUp(): void {
    if (!this.isOpen) return
    this.left()
    this.end.close()
  }

  /** A message of the client's; `ack` when it wants an answer. */
  receive(event: string, message: unknown, ack?: (answer: unknown) => void): void {
    if (!this.isOpen) return
    for (const listener of this.#any) listener(event, message)
    for (const listener of this.#listeners.get(event) ?? [])
      if (ack === undefined) listener(message)
      else listener(message, ack)
  }

  /** The connection is gone, whoever ended it. */
  left(): void {
    if (!this.isOpen) return
    this.isOpen = false
    this.#server.all.delete(this.id)
    const { adapter } = this.#server
    for (const [room, members] of adapter.rooms) {
      if (!members.delete(this.id) || members.size > 0) continue
      adapter.rooms.delete(room)
      adapter.emit('delete-room', room)
    }
    for (const listener of this.#listeners.get('disconnect') ?? []) listener('transport close')
  }
}

/** Kept here so that both ends agree on it: Socket.IO finds a dead connection within ping interval and timeout. */
export const PING_FINDS_OUT_MS = 35_000
