import { safeDefine } from '../internal/safe-define.ts'
import { ToteCheckouts } from '../tote-checkouts/tote-checkouts.ts'

safeDefine('tote-checkouts', ToteCheckouts)

declare global {
  interface HTMLElementTagNameMap {
    'tote-checkouts': ToteCheckouts
  }
}
