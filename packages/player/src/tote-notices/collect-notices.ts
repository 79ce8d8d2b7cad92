import type { Notice } from '@tote/core'
import type { MessagesController } from '../internal/messages/messages-controller.ts'
import { rejectionText } from '../internal/shopping/rejection-text.ts'

export interface ShownNotice {
  readonly id: string
  readonly kind: Notice['kind'] | 'joined' | 'offline' | 'refused'
  readonly text: string
  /** Stays as long as what it tells is so. */
  readonly isLasting: boolean
  /** News goes by itself; a state of things waits to be dismissed. */
  readonly isPassing: boolean
}

export interface NoticeFacts {
  readonly notices: readonly Notice[]
  readonly joined: { readonly where: string; readonly id: string } | null
  readonly isOffline: boolean
  readonly refusedId: string | null
}

/** All there is to tell, in words; states of things first. */
export function collectNotices(words: MessagesController, facts: NoticeFacts): readonly ShownNotice[] {
  const { notices, joined, isOffline, refusedId } = facts
  const shown: ShownNotice[] = []
  if (isOffline)
    shown.push({
      id: 'offline',
      kind: 'offline',
      text: words.text('notice.offline'),
      isLasting: true,
      isPassing: false,
    })
  if (refusedId !== null)
    shown.push({
      id: refusedId,
      kind: 'refused',
      text: words.text('notice.unreachable'),
      isLasting: false,
      isPassing: false,
    })
  for (const notice of notices)
    shown.push({
      id: notice.id,
      kind: notice.kind,
      text: toText(words, notice),
      isLasting: false,
      isPassing: notice.kind !== 'notKept',
    })
  if (joined !== null)
    shown.push({
      id: joined.id,
      kind: 'joined',
      text: words.text('notice.joined', { where: joined.where }),
      isLasting: false,
      isPassing: true,
    })
  return shown
}

function toText(words: MessagesController, notice: Notice): string {
  switch (notice.kind) {
    case 'rejected': {
      const text = rejectionText(words, notice.code, notice.free)
      return notice.title === '' ? text : words.text('notice.title', { title: notice.title, text })
    }
    case 'priceChanged': {
      const { title, was, price } = notice
      return words.text('notice.priceChanged', { title, was: words.money(was), price: words.money(price) })
    }
    case 'capped':
      return words.text('notice.capped', { count: notice.quantity })
    case 'notKept':
      return words.text('notice.notKept')
    default:
      return notice satisfies never
  }
}
