/** The settings were closed by the shopper. */
export class ToteSettingsCloseEvent extends Event {
  static readonly type = 'tote-settings-close'

  constructor() {
    super(ToteSettingsCloseEvent.type, { bubbles: true, composed: true })
  }
}

declare global {
  interface HTMLElementEventMap {
    'tote-settings-close': ToteSettingsCloseEvent
  }
}
