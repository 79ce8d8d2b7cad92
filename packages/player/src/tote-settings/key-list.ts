import type { MessageKey } from '../internal/messages/english.ts'
import { LEAP, STEP } from '../tote-player/hotkeys.ts'

export interface ListedKey {
  /** As in `KeyboardEvent.key`: any of them does it. */
  readonly keys: readonly string[]
  readonly text: MessageKey
  /** Of one that seeks. */
  readonly seconds?: number
}

/** What each key does, in the order in which a shopper is told. */
export const KEY_LIST: readonly ListedKey[] = [
  { keys: [' ', 'k'], text: 'keys.play' },
  { keys: ['m'], text: 'keys.mute' },
  { keys: ['ArrowUp'], text: 'keys.louder' },
  { keys: ['ArrowDown'], text: 'keys.quieter' },
  { keys: ['ArrowLeft'], text: 'keys.back', seconds: STEP },
  { keys: ['ArrowRight'], text: 'keys.forward', seconds: STEP },
  { keys: ['j'], text: 'keys.back', seconds: LEAP },
  { keys: ['l'], text: 'keys.forward', seconds: LEAP },
  { keys: ['c'], text: 'player.captions' },
  { keys: ['f'], text: 'player.fullscreen' },
  { keys: ['p'], text: 'player.pip' },
  { keys: ['i'], text: 'keys.mini' },
  { keys: ['?'], text: 'keys.help' },
]
