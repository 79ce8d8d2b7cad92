import { safeDefine } from '../internal/safe-define.ts'
import { ToteTogether } from '../tote-together/tote-together.ts'

export { keepTogether } from '../together/keep-together.ts'

safeDefine('tote-together', ToteTogether)

declare global {
  interface HTMLElementTagNameMap {
    'tote-together': ToteTogether
  }
}
