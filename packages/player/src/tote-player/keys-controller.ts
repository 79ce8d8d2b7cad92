import type { ReactiveController } from 'lit'
import { toKeyRequest } from './key-request.ts'
import { askRequest } from './perform-request.ts'
import type { TotePlayer } from './tote-player.ts'

/** What keys do while the focus is inside a player. */
export class KeysController implements ReactiveController {
  readonly #player: TotePlayer

  constructor(player: TotePlayer) {
    this.#player = player
    player.addController(this)
  }

  hostConnected(): void {
    this.#player.addEventListener('keydown', this.#onKey)
  }

  hostDisconnected(): void {
    this.#player.removeEventListener('keydown', this.#onKey)
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    const player = this.#player
    if (event.key === 'Escape' && player.panel !== null) {
      event.preventDefault()
      player.closePanel()
      return
    }
    const request = toKeyRequest(player, event)
    if (request === null) return
    event.preventDefault()
    askRequest(player, request)
  }
}
