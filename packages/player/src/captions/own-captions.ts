import type { Tote } from '@tote/core'
import { openPreferences } from '@tote/core/profile'
import type { CaptionsPreference } from '@tote/protocol'
import type { CaptionChoice } from './kept-captions.ts'

export interface OwnCaptionsOptions {
  /** What was chosen here and could not be told; null when all was. */
  untold(): CaptionChoice | null
  /** The hub has it. */
  onKept(choice: CaptionChoice): void
  /** Chosen at another place of the journey, or before it came here. */
  onTold(captions: CaptionsPreference): void
}

export interface OwnCaptions {
  /** The shopper has just chosen. */
  tell(choice: CaptionChoice): void
  stop(): void
}

/**
 * How the shopper wants captions on every site: told to their journey, and asked of it with each connection, for it may be
 * another then. What was chosen here while there was none goes before what the journey has.
 */
export function ownCaptions(
  tote: Pick<Tote, 'line' | 'connection'>,
  { untold, onKept, onTold }: OwnCaptionsOptions,
): OwnCaptions {
  const room = openPreferences(tote)
  /** What was asked before the last choice is answered too late. */
  let turn = 0
  let isStopped = false
  const tell = (choice: CaptionChoice): void => {
    const mine = (turn += 1)
    const { isShown, language, size } = choice
    room.set({ captions: { isShown, language: language === '' ? null : language, size } }).then(
      () => {
        if (mine === turn) onKept(choice)
      },
      // It holds on this site, and is told with the next connection.
      () => undefined,
    )
  }
  const ask = (): void => {
    const mine = turn
    room.preferences().then(
      ({ captions }) => {
        if (mine === turn && !isStopped && captions !== undefined) onTold(captions)
      },
      // As it was.
      () => undefined,
    )
  }
  const stopListening = tote.connection.$connection.subscribe(({ status }) => {
    if (status !== 'online') return
    const waiting = untold()
    if (waiting === null) ask()
    else tell(waiting)
  })
  return {
    tell,
    stop() {
      isStopped = true
      stopListening()
    },
  }
}
