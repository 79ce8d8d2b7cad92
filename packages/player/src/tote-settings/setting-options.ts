import type { CaptionsController } from '../captions/captions-controller.ts'
import type { MessagesController } from '../internal/messages/messages-controller.ts'
import type { MediaRequest } from '../tote-controls/media-request-event.ts'
import type { TotePlayer } from '../tote-player/tote-player.ts'
import { qualityText } from './quality-text.ts'

/** One answer to a choice: what it is called, whether it holds now, and what is asked when it is chosen. */
export interface Option {
  readonly text: string
  readonly isChosen: boolean
  readonly request: MediaRequest
}

const SPEEDS = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2]

/** The engine's choice, each quality from the best down, and none; nothing for an engine that does not let it be chosen. */
export function qualityOptions(
  { playback: { engine }, thin }: TotePlayer,
  words: MessagesController,
): Option[] {
  const choice = engine?.qualities?.()
  if (choice === undefined) return []
  const { all, chosen, played } = choice
  const isThin = thin.reason !== null
  const now = played === null || chosen !== null || isThin ? undefined : all[played]
  const automatic: Option = {
    text:
      now === undefined || all.length < 2
        ? words.text('settings.auto')
        : words.text('settings.autoNow', { quality: qualityText(words, now, all) }),
    isChosen: chosen === null && !isThin,
    request: isThin ? { ask: 'picture', isOn: true } : { ask: 'quality', index: null },
  }
  // Without the picture there is one kind of sound.
  const each = isThin || all.length < 2 ? [] : all.map((quality, index) => ({ quality, index }))
  return [
    automatic,
    ...each
      .toSorted((a, b) => b.quality.bitrate - a.quality.bitrate)
      .map(({ quality, index }): Option => ({
        text: qualityText(words, quality, all),
        isChosen: index === chosen,
        request: { ask: 'quality', index },
      })),
    {
      text: words.text('settings.noPicture'),
      isChosen: isThin,
      request: { ask: 'picture', isOn: false },
    },
  ]
}

/** Of what has an end. */
export function speedOptions({ playback, video }: TotePlayer, words: MessagesController): Option[] {
  if (playback.isLive || !playback.canSeek) return []
  return SPEEDS.map((rate) => ({
    text: words.text('settings.speedOf', { rate }),
    isChosen: rate === (video?.playbackRate ?? 1),
    request: { ask: 'speed', rate },
  }))
}

export function captionOptions(captions: CaptionsController, words: MessagesController): readonly Option[] {
  return [
    {
      text: words.text('settings.off'),
      isChosen: captions.shown === null,
      request: { ask: 'caption-track', index: null },
    },
    ...captions.tracks.map(({ label, language }, index): Option => ({
      text: label === '' ? language : label,
      isChosen: index === captions.shown,
      request: { ask: 'caption-track', index },
    })),
  ]
}

export function captionSizeOptions(
  captions: CaptionsController,
  words: MessagesController,
): readonly Option[] {
  return captions.sizes.map((percent) => ({
    text: words.percent(percent / 100),
    isChosen: percent === captions.choice.size,
    request: { ask: 'caption-size', percent },
  }))
}

/** Where there are several. */
export function audioOptions({ playback: { engine } }: TotePlayer): readonly Option[] {
  const choice = engine?.audioTracks?.()
  if (choice === undefined || choice.all.length < 2) return []
  return choice.all.map(({ label, language }, index) => ({
    text: label === '' ? language : label,
    isChosen: index === choice.chosen,
    request: { ask: 'audio-track', index },
  }))
}
