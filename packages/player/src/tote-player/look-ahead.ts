import { warmEngine } from '../media/create-engine.ts'
import { savesData } from '../thin/saves-data.ts'
import { toPlaybackSource } from './playback-source.ts'
import type { TotePlayer } from './tote-player.ts'

/** What comes before a tap: a pointer over the player, a finger on it, the keyboard in it. */
const INTENT = ['pointermove', 'pointerdown', 'focusin'] as const

/** Gets ready what the next thing will need: its engine for one that plays by itself, its stream for one about to be tapped. */
export function lookAhead(player: TotePlayer): void {
  if (player.autoplay && player.engine === null) warmEngine(player.src)
  for (const type of INTENT) player.addEventListener(type, () => prepare(player), { passive: true })
}

function prepare(player: TotePlayer): void {
  const { streamUrl } = player
  // Who saves data pays for what they tap.
  if (streamUrl !== null && !savesData()) player.playback.prepare(toPlaybackSource(player, streamUrl))
}
