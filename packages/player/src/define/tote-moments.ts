import { safeDefine } from '../internal/safe-define.ts'
import { ToteMoments } from '../tote-moments/tote-moments.ts'

safeDefine('tote-moments', ToteMoments)

declare global {
  interface HTMLElementTagNameMap {
    'tote-moments': ToteMoments
  }
}
