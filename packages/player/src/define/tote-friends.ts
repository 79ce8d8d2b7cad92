import { safeDefine } from '../internal/safe-define.ts'
import { ToteFriends } from '../tote-friends/tote-friends.ts'

safeDefine('tote-friends', ToteFriends)

declare global {
  interface HTMLElementTagNameMap {
    'tote-friends': ToteFriends
  }
}
