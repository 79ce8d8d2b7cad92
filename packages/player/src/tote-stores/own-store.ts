import type { Connection, Tote } from '@tote/core'
import { openPreferences } from '@tote/core/profile'
import type { Nearby } from '@tote/core/stores'
import type { LocationId } from '@tote/protocol'
import type { ReactiveControllerHost } from 'lit'

/** The store that the shopper has set as theirs, on this site or another of their journey. The hub has it. */
export class OwnStore {
  /** Empty while they have none; null while the hub has not told. */
  id: string | null = null
  readonly #host: ReactiveControllerHost
  #asked: { readonly tote: Tote; readonly connection: Connection } | null = null

  constructor(host: ReactiveControllerHost) {
    this.#host = host
  }

  /** Asks the hub, once a connection: the journey may be another then. */
  follow(tote: Tote, connection: Connection | undefined): void {
    if (connection?.status !== 'online') return
    if (this.#asked?.tote === tote && this.#asked.connection === connection) return
    const asked = { tote, connection }
    this.#asked = asked
    openPreferences(tote)
      .preferences()
      .then(
        ({ storeId = '' }) => {
          // It was set meanwhile, or the shopper is another.
          if (this.#asked === asked) this.#show(storeId)
        },
        // Then nothing is offered.
        () => undefined,
      )
  }

  /** What is shown is what the hub then says: of a wish that it refused nothing stays. */
  set(storeId: LocationId | null): void {
    if (this.#asked === null) return
    openPreferences(this.#asked.tote)
      .set({ storeId })
      .then(
        ({ storeId: told = '' }) => this.#show(told),
        () => this.#host.requestUpdate(),
      )
  }

  /** Their own before all others, which stay in their order. */
  first(stores: readonly Nearby[]): Nearby[] {
    const isOwn = ({ store }: Nearby) => Number(store.id === this.id)
    return stores.toSorted((one, other) => isOwn(other) - isOwn(one))
  }

  #show(id: string): void {
    this.id = id
    this.#host.requestUpdate()
  }
}
