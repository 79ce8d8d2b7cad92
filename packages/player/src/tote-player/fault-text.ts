import type { ErrorCode } from '@tote/protocol'
import type { MessageKey } from '../internal/messages/english.ts'

/** What a shopper is told of a fault that stops the show; null for one that does not. */
export function faultText(code: ErrorCode): MessageKey | null {
  switch (code) {
    case 'unknown_show':
    case 'not_found':
      return 'player.fault.show'
    case 'origin':
      return 'player.fault.origin'
    case 'unknown_key':
    case 'bad_attribute':
    case 'upgrade':
    case 'invalid':
      return 'player.fault.setup'
    case 'hub_unreachable':
    case 'internal':
    case 'busy':
      return 'player.fault.hub'
    case 'media_not_found':
    case 'media_failed':
    case 'media_blocked':
      return 'player.fault.media'
    case 'media_unplayable':
      return 'player.fault.unplayable'
    default:
      return null
  }
}
