import { safeDefine } from '../internal/safe-define.ts'
import { ToteControls } from '../tote-controls/tote-controls.ts'

safeDefine('tote-controls', ToteControls)

declare global {
  interface HTMLElementTagNameMap {
    'tote-controls': ToteControls
  }
}
