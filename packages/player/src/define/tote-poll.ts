import { safeDefine } from '../internal/safe-define.ts'
import { TotePoll } from '../tote-poll/tote-poll.ts'

safeDefine('tote-poll', TotePoll)

declare global {
  interface HTMLElementTagNameMap {
    'tote-poll': TotePoll
  }
}
