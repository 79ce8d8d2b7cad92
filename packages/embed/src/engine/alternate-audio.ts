import AudioStreamController from 'hls.js/src/controller/audio-stream-controller'
import AudioTrackController from 'hls.js/src/controller/audio-track-controller'
import type Hls from 'hls.js'
import type { Inside } from './inside.ts'
import { here } from './stream-parts.ts'

/** Makes an engine that was built without it play sound that a stream has apart from its picture, in one language or several. */
export function addSound(hls: Hls, inside: Inside): void {
  if (inside.audioTrackController !== null) return
  const { fragmentTracker, keyLoader, media } = inside.streamController
  const tracks = new AudioTrackController(hls)
  const sound = new AudioStreamController(hls, fragmentTracker, keyLoader)
  // The engine reads there whether it has them.
  Object.assign(hls.config, {
    audioTrackController: AudioTrackController,
    audioStreamController: AudioStreamController,
  })
  inside.audioTrackController = tracks
  inside.audioStreamController = sound
  inside.networkControllers.push(tracks, sound)
  // Who comes after the buffer was opened is not told of it any more.
  if (media !== null) sound.onMediaAttached('hlsMediaAttached', { media })
}

here.sound = addSound
