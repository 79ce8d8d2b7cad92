import { safeDefine } from '../internal/safe-define.ts'
import { ToteCarry } from '../tote-carry/tote-carry.ts'

safeDefine('tote-carry', ToteCarry)

declare global {
  interface HTMLElementTagNameMap {
    'tote-carry': ToteCarry
  }
}
