import { safeDefine } from '../internal/safe-define.ts'
import { resumeIfKept } from '../tote-player/late-parts.ts'
import { TotePlayer } from '../tote-player/tote-player.ts'

safeDefine('tote-player', TotePlayer)
resumeIfKept()

declare global {
  interface HTMLElementTagNameMap {
    'tote-player': TotePlayer
  }
}
