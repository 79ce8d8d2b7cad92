import type { FinalCode } from '@tote/protocol'
import type { MessagesController } from '../messages/messages-controller.ts'
import type { MessageKey } from '../messages/english.ts'

const keys = {
  no_stock: 'notice.noStockAny',
  limit: 'notice.limit',
  in_drop: 'notice.refused',
  gone: 'notice.gone',
  no_line: 'notice.noLine',
  bad_code: 'notice.badCode',
  bad_location: 'notice.refused',
  frozen: 'notice.frozen',
  forbidden: 'notice.refused',
  invalid: 'notice.refused',
} as const satisfies Record<FinalCode, MessageKey>

/** What the hub's no means, in a shopper's words. */
export function rejectionText(words: MessagesController, code: FinalCode, free: number | null): string {
  if (code === 'no_stock' && free !== null) return words.text('notice.noStock', { free })
  return words.text(keys[code])
}
