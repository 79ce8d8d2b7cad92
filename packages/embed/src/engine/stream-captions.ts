import { SubtitleStreamController } from 'hls.js/src/controller/subtitle-stream-controller'
import SubtitleTrackController from 'hls.js/src/controller/subtitle-track-controller'
import { TimelineController } from 'hls.js/src/controller/timeline-controller'
import Cues from 'hls.js/src/utils/cues'
import type Hls from 'hls.js'
import type { Inside } from './inside.ts'
import { here } from './stream-parts.ts'

/** Makes an engine that was built without it read the captions that a stream names. */
export function addCaptions(hls: Hls, inside: Inside): void {
  if (inside.subtitleTrackController !== null) return
  const { fragmentTracker, keyLoader, media } = inside.streamController
  Object.assign(hls.config, { cueHandler: Cues, enableWebVTT: true })
  const tracks = new SubtitleTrackController(hls)
  const texts = new SubtitleStreamController(hls, fragmentTracker, keyLoader)
  const timeline = new TimelineController(hls)
  inside.subtitleTrackController = tracks
  // The first hears of a level before the second, as in the engine's own constructor.
  inside.networkControllers.push(tracks, texts)
  inside.coreComponents.push(timeline)
  // None is shown until it is known what the shopper wants.
  tracks.subtitleDisplay = false
  // Who comes after the picture was attached is not told of it any more.
  if (hls.media !== null) timeline.onMediaAttaching('hlsMediaAttaching', { media: hls.media })
  if (media === null) return
  for (const each of [tracks, texts]) each.onMediaAttached('hlsMediaAttached', { media })
}

here.captions = addCaptions
