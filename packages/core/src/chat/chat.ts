import type { ChatId, ErrorCode, ReactionKind } from '@tote/protocol'
import type { ReadableAtom } from 'nanostores'

export interface ChatRoom {
  /** The last of what was said, oldest first; one's own at once. */
  readonly $messages: ReadableAtom<readonly ChatMessageView[]>
  /** What viewers have just shown; each burst is a new value. Null before the first. */
  readonly $reactions: ReadableAtom<ReactionBurst | null>
  /** Characters that a message may have. */
  readonly maxLength: number
  /**
   * Says it to everybody who watches. It is not kept for later: without a connection it is rejected.
   * @throws ToteError `invalid` for a text with nothing to read or of more than 200 characters.
   */
  send(text: string): Promise<Said>
  /** One a second is sent; more are left out. */
  react(kind: ReactionKind): void
}

export interface ChatMessageView {
  readonly id: ChatId
  /** Plain text. Never make HTML of it. */
  readonly text: string
  readonly atMs: number
  readonly isMine: boolean
  readonly isPending: boolean
}

export interface ReactionBurst {
  /** Another for each burst. */
  readonly id: number
  readonly counts: Readonly<Partial<Record<ReactionKind, number>>>
}

/** Whether the hub took it. Being too fast, or offline, is an answer. */
export type Said =
  | { readonly status: 'accepted' }
  | { readonly status: 'rejected'; readonly code: ErrorCode; readonly retryAfterMs?: number }
