import type { MessagesController } from '../internal/messages/messages-controller.ts'
import type { Quality } from '../media/media-engine.ts'

/** `720p`; with its rate where another has as many lines, and alone where the stream says no lines. */
export function qualityText(words: MessagesController, quality: Quality, all: readonly Quality[]): string {
  const { lines, bitrate } = quality
  const rate = words.text('settings.bitrate', { rate: Math.round(bitrate / 1000) })
  if (lines === 0) return rate
  // As the name of a format: not written with a thousand's comma.
  const name = words.text('settings.lines', { lines: String(lines) })
  return all.some((one) => one !== quality && one.lines === lines) ? `${name} · ${rate}` : name
}
