import { safeDefine } from '../internal/safe-define.ts'
import { TotePlayer } from '../tote-player/tote-player.ts'

safeDefine('tote-player', TotePlayer)

declare global {
  interface HTMLElementTagNameMap {
    'tote-player': TotePlayer
  }
}
