import { safeDefine } from '../internal/safe-define.ts'
import { TotePoints } from '../tote-points/tote-points.ts'

safeDefine('tote-points', TotePoints)

declare global {
  interface HTMLElementTagNameMap {
    'tote-points': TotePoints
  }
}
