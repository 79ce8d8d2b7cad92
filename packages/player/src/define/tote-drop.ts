import { safeDefine } from '../internal/safe-define.ts'
import { ToteDrop } from '../tote-drop/tote-drop.ts'

safeDefine('tote-drop', ToteDrop)

declare global {
  interface HTMLElementTagNameMap {
    'tote-drop': ToteDrop
  }
}
