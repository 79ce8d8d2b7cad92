import { safeDefine } from '../internal/safe-define.ts'
import { ToteMini } from '../tote-mini/tote-mini.ts'

safeDefine('tote-mini', ToteMini)

declare global {
  interface HTMLElementTagNameMap {
    'tote-mini': ToteMini
  }
}
