import { safeDefine } from '../internal/safe-define.ts'
import { ToteThin } from '../tote-thin/tote-thin.ts'

safeDefine('tote-thin', ToteThin)

declare global {
  interface HTMLElementTagNameMap {
    'tote-thin': ToteThin
  }
}
