import { ToteError } from '@tote/protocol'
import type { ReactiveController, ReactiveControllerHost } from 'lit'

export interface CarryHost extends ReactiveControllerHost {
  onPlaybackFault(error: ToteError): void
}

/** Whether the ways between sites and devices are shown: loaded when they are wanted. */
export class CarryController implements ReactiveController {
  isOpen = false
  readonly #host: CarryHost

  constructor(host: CarryHost) {
    this.#host = host
    host.addController(this)
  }

  hostDisconnected(): void {
    this.isOpen = false
  }

  readonly open = (): void => {
    import('../define/tote-carry.ts').then(
      () => this.#show(true),
      () => this.#host.onPlaybackFault(new ToteError('hub_unreachable')),
    )
  }

  readonly close = (): void => this.#show(false)

  #show(isOpen: boolean): void {
    this.isOpen = isOpen
    this.#host.requestUpdate()
  }
}
