import { safeDefine } from '../internal/safe-define.ts'
import { ToteStores } from '../tote-stores/tote-stores.ts'

safeDefine('tote-stores', ToteStores)

declare global {
  interface HTMLElementTagNameMap {
    'tote-stores': ToteStores
  }
}
