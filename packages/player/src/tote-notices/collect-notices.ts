import type { Notice } from '@tote/core'
import type { MessagesController } from '../internal/messages/messages-controller.ts'
import { rejectionText } from '../internal/shopping/rejection-text.ts'

export interface ShownNotice {
  readonly id: string
  readonly kind: Notice['kind'] | 'joined' | 'brought' | 'offline' | 'refused'
  readonly text: string
  /** Stays as long as what it tells is so. */
  readonly isLasting: boolean
  /** News goes by itself; a state of things waits to be dismissed, a question to be answered. */
  readonly isPassing: boolean
}

export interface NoticeFacts {
  readonly notices: readonly Notice[]
  readonly joined: { readonly where: string; readonly id: string } | null
  /** Titles of what this place brought along into another basket, while that can be undone. */
  readonly brought: readonly string[] | null
  readonly isOffline: boolean
  readonly refusedId: string | null
}

/** States of things, and what nobody should miss. */
const LASTING: ReadonlySet<Notice['kind']> = new Set(['notKept', 'expired', 'removed'])

/** All there is to tell, in words; states of things first. */
export function collectNotices(words: MessagesController, facts: NoticeFacts): readonly ShownNotice[] {
  const { notices, joined, brought, isOffline, refusedId } = facts
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
      // A question goes with its answer.
      isLasting: notice.kind === 'expired',
      isPassing: !LASTING.has(notice.kind),
    })
  if (brought !== null)
    shown.push({
      id: 'brought',
      kind: 'brought',
      text: words.text('notice.brought', { what: words.list(brought) }),
      // Its own time is core's.
      isLasting: true,
      isPassing: false,
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
    case 'ordered':
      return words.text('notice.ordered')
    case 'removed':
      return words.text('notice.removed')
    case 'holdOver':
      return words.text('notice.holdOver', { title: notice.title })
    case 'stockShort':
      return words.text('notice.stockShort', { title: notice.title, free: notice.free })
    case 'capped':
      return words.text('notice.capped', { count: notice.quantity })
    case 'notKept':
      return words.text(notice.remains === 'unsent' ? 'notice.unsentKept' : 'notice.notKept')
    case 'expired': {
      const lines = notice.lines.map(({ title, quantity }) =>
        words.text('notice.expiredLine', { title, count: quantity }),
      )
      const others = notice.count - lines.length
      const what = others > 0 ? [...lines, words.text('notice.expiredChanges', { count: others })] : lines
      return words.text('notice.expired', { what: words.list(what) })
    }
    default:
      return notice satisfies never
  }
}
