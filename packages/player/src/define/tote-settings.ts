import { safeDefine } from '../internal/safe-define.ts'
import { ToteSettings } from '../tote-settings/tote-settings.ts'

safeDefine('tote-settings', ToteSettings)

declare global {
  interface HTMLElementTagNameMap {
    'tote-settings': ToteSettings
  }
}
