import type { MediaRequest } from '../tote-controls/media-request-event.ts'

/** Seconds that an arrow, and `j` or `l`, move. */
export const STEP = 5
export const LEAP = 10

export interface HotkeyState {
  readonly paused: boolean
  readonly muted: boolean
  readonly volume: number
  readonly currentTime: number
  /** False in a live show without a recording: there is nowhere to seek. */
  readonly canSeek: boolean
}

/** What a key asks of the picture; null when it asks nothing. Names follow media-chrome. */
export function toMediaRequest(key: string, state: HotkeyState): MediaRequest | null {
  switch (key) {
    case ' ':
    case 'k':
      return { ask: state.paused ? 'play' : 'pause' }
    case 'm':
      return { ask: state.muted ? 'unmute' : 'mute' }
    case 'f':
      return { ask: 'fullscreen' }
    case 'c':
      return { ask: 'captions' }
    case 'p':
      return { ask: 'pip' }
    case 'ArrowUp':
      return { ask: 'volume', volume: Math.min(1, state.volume + 0.1) }
    case 'ArrowDown':
      return { ask: 'volume', volume: Math.max(0, state.volume - 0.1) }
    case 'ArrowLeft':
      return seek(state, -STEP)
    case 'ArrowRight':
      return seek(state, STEP)
    case 'j':
      return seek(state, -LEAP)
    case 'l':
      return seek(state, LEAP)
    case 'i':
      return { ask: 'mini' }
    case '?':
      return { ask: 'help' }
    default:
      return null
  }
}

function seek({ canSeek, currentTime }: HotkeyState, by: number): MediaRequest | null {
  return canSeek ? { ask: 'seek', seconds: Math.max(0, currentTime + by) } : null
}

/** Whether a page turned this key off: by its name in `no-hotkeys`, where space is written out, or by that attribute alone. */
export function isOff(key: string, noHotkeys: string | null): boolean {
  if (noHotkeys === null) return false
  const names = noHotkeys
    .toLowerCase()
    .split(/\s+/)
    .filter((name) => name !== '')
  return names.length === 0 || names.includes(key === ' ' ? 'space' : key.toLowerCase())
}

/** Whether this key belongs to what has the focus: text that is typed, a control that is worked. */
export function isTaken(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return true
  const focus = event.composedPath()[0]
  if (!(focus instanceof HTMLElement)) return false
  if (focus.isContentEditable || focus.matches('input, textarea, select')) return true
  if (event.key.startsWith('Arrow')) return focus.closest('[role=radio], [role=tab]') !== null
  return (event.key === ' ' || event.key === 'Enter') && focus.closest('button, a, summary') !== null
}
