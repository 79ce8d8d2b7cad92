import { safeDefine } from '../internal/safe-define.ts'
import { ToteShare } from '../tote-share/tote-share.ts'

safeDefine('tote-share', ToteShare)

declare global {
  interface HTMLElementTagNameMap {
    'tote-share': ToteShare
  }
}
