import { ToteError } from '@tote/protocol'
import type { ToteSettings } from '../tote-settings/tote-settings.ts'
import type { ReactiveController, ReactiveControllerHost } from 'lit'

/** What the settings show: choices, or the list of keys. */
export type SettingsPage = 'choices' | 'keys'

export interface SettingsHost extends ReactiveControllerHost {
  readonly renderRoot: HTMLElement | DocumentFragment
  onPlaybackFault(error: ToteError): void
}

/** Whether the settings are shown: loaded when they are wanted. */
export class SettingsController implements ReactiveController {
  /** Null while they are closed. */
  page: SettingsPage | null = null
  readonly #host: SettingsHost

  constructor(host: SettingsHost) {
    this.#host = host
    host.addController(this)
  }

  hostDisconnected(): void {
    this.page = null
  }

  hostUpdated(): void {
    // They show what the player's own state is.
    if (this.page !== null) this.#element?.requestUpdate()
  }

  /** Opens that page; closes what is open on it. */
  toggle(page: SettingsPage): void {
    // By itself, so that it gives the focus back.
    if (this.page === page) return this.#element?.close()
    import('../define/tote-settings.ts').then(
      () => this.#show(page),
      () => this.#host.onPlaybackFault(new ToteError('hub_unreachable')),
    )
  }

  readonly close = (): void => this.#show(null)

  get #element(): ToteSettings | null {
    return this.#host.renderRoot.querySelector<ToteSettings>('tote-settings')
  }

  #show(page: SettingsPage | null): void {
    this.page = page
    this.#host.requestUpdate()
  }
}
