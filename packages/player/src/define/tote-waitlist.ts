import { safeDefine } from '../internal/safe-define.ts'
import { ToteWaitlist } from '../tote-waitlist/tote-waitlist.ts'

safeDefine('tote-waitlist', ToteWaitlist)

declare global {
  interface HTMLElementTagNameMap {
    'tote-waitlist': ToteWaitlist
  }
}
