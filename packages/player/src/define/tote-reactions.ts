import { safeDefine } from '../internal/safe-define.ts'
import { ToteReactions } from '../tote-reactions/tote-reactions.ts'

safeDefine('tote-reactions', ToteReactions)

declare global {
  interface HTMLElementTagNameMap {
    'tote-reactions': ToteReactions
  }
}
