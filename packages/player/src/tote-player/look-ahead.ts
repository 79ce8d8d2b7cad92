import { warmEngine } from '../media/create-engine.ts'
import { savesData } from '../thin/saves-data.ts'
import { toPlaybackSource } from './playback-source.ts'
import type { TotePlayer } from './tote-player.ts'

/** What comes before a tap: a pointer over the player, a finger on it, the keyboard in it. */
const INTENT = ['pointermove', 'pointerdown', 'focusin'] as const

/** Has the engine on its way for one that plays by itself. */
export function warmForAutoplay({ autoplay, engine, src }: TotePlayer): void {
  if (autoplay && engine === null) warmEngine(src)
}

/** Longer nobody looks at a player without words. */
const PATIENCE_MS = 1000

/** Resolves when its picture plays, when it does not come, and after a second. */
export function pictureOf(player: EventTarget): Promise<unknown> {
  const ended = new AbortController()
  return new Promise((resolve) => {
    for (const type of ['playing', 'pause', 'tote-error'])
      player.addEventListener(type, resolve, { signal: ended.signal })
    setTimeout(resolve, PATIENCE_MS)
  }).finally(() => ended.abort())
}

/** Gets ready what the next thing will need: its stream for one about to be tapped. */
export function lookAhead(player: TotePlayer): void {
  for (const type of INTENT) player.addEventListener(type, () => prepare(player), { passive: true })
}

function prepare(player: TotePlayer): void {
  const { streamUrl } = player
  // Who saves data pays for what they tap.
  if (streamUrl !== null && !savesData()) player.playback.prepare(toPlaybackSource(player, streamUrl))
}
