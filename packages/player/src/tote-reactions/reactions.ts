import type { ReactionKind } from '@tote/protocol'

/** What each is shown as; all there are, or it does not compile. */
export const SIGNS: Readonly<Record<ReactionKind, string>> = {
  heart: '❤️',
  clap: '👏',
  fire: '🔥',
  laugh: '😂',
  wow: '😮',
}

/** In the order of their buttons. */
// The keys are those of the record above.
export const REACTIONS = Object.keys(SIGNS) as readonly ReactionKind[]
