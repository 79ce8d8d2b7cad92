import { safeDefine } from '../internal/safe-define.ts'
import { IsolatedPlayer } from '../isolated/isolated-player.ts'

// In place of the whole player: a page has one or the other.
safeDefine('tote-player', IsolatedPlayer)
