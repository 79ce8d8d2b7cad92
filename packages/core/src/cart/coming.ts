import type { CartId, ClientId } from '@tote/protocol'
import type { QueuedMutation } from '../link/storage.ts'

/**
 * This page's intents between their number and the queue, while the disk has them. They enter the queue in
 * the order they were made, whatever the disk's, and move along when the page is given other numbers
 * meanwhile: [I11] none is overtaken by one that was made after it.
 */
export class Coming {
  /** In the order made. */
  #entries: QueuedMutation[] = []
  readonly #ready = new Set<string>()

  begin(entry: QueuedMutation): QueuedMutation {
    this.#entries.push(entry)
    return entry
  }

  /** The disk has this one: those that may enter the queue now, as they are numbered by now. */
  finish({ uid }: QueuedMutation): QueuedMutation[] {
    this.#ready.add(uid)
    const next = this.#entries.findIndex((entry) => !this.#ready.has(entry.uid))
    const entering = this.#entries.splice(0, next < 0 ? this.#entries.length : next)
    for (const entry of entering) this.#ready.delete(entry.uid)
    return entering
  }

  /** Numbers them anew behind `lastMid`. Returns them as they are now. */
  renumber({
    cartId,
    clientId,
    lastMid,
  }: {
    cartId: CartId
    clientId: ClientId
    lastMid: number
  }): readonly QueuedMutation[] {
    this.#entries = this.#entries.map((entry, index) => ({
      ...entry,
      cartId,
      clientId,
      mid: lastMid + index + 1,
    }))
    return this.#entries
  }

  /** They are meant for this cart, under the numbers they have. */
  readdress(cartId: CartId): void {
    this.#entries = this.#entries.map((entry) => ({ ...entry, cartId }))
  }
}
