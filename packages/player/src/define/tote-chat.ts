import { safeDefine } from '../internal/safe-define.ts'
import { ToteChat } from '../tote-chat/tote-chat.ts'

safeDefine('tote-chat', ToteChat)

declare global {
  interface HTMLElementTagNameMap {
    'tote-chat': ToteChat
  }
}
