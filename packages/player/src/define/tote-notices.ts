import { safeDefine } from '../internal/safe-define.ts'
import { ToteNotices } from '../tote-notices/tote-notices.ts'

safeDefine('tote-notices', ToteNotices)

declare global {
  interface HTMLElementTagNameMap {
    'tote-notices': ToteNotices
  }
}
