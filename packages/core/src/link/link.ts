import type { Handshake } from '@tote/protocol'

/** How a Tote reaches its hub's sockets. Socket.IO in the product, a pair in memory in tests. */
export interface Link {
  /**
   * One connection, from handshake to close. Resolves once the hub has let us in.
   * @throws ToteError the hub's refusal, or `hub_unreachable`.
   */
  open(options: LinkOptions): Promise<LinkSession>
}

export interface LinkOptions {
  readonly handshake: Handshake
  /** A message from the hub, not yet parsed. */
  onMessage(event: string, message: unknown): void
  /** Called once, unless we closed it ourselves. */
  onClose(): void
}

export interface LinkSession {
  /** @throws ToteError `hub_unreachable` when no answer came in time. */
  ask(event: string, message: unknown): Promise<unknown>
  tell(event: string, message: unknown): void
  close(): void
}

/** A hub that has not answered by then is as good as gone; asking again is safe. */
export const ANSWER_WITHIN_MS = 5000
