import { ToteError } from '@tote/protocol'
import { createHlsEngine } from './hls-engine.ts'
import type { EngineOptions, MediaEngine } from './media-engine.ts'
import { createNativeEngine } from './native-engine.ts'

const HLS_TYPE = 'application/vnd.apple.mpegurl'

/**
 * hls.js wherever there is MSE: native HLS in Chromium loses captions. The browser's own otherwise, and for
 * what is no playlist.
 * @throws ToteError `media_unplayable` when neither can.
 */
export async function createEngine(options: EngineOptions): Promise<MediaEngine> {
  if (!isPlaylist(options.src)) return createNativeEngine(options)
  const engine = await createHlsEngine(options)
  if (engine !== null) return engine
  if (options.video.canPlayType(HLS_TYPE) !== '') return createNativeEngine(options)
  throw new ToteError(
    'media_unplayable',
    'This browser has neither Media Source Extensions nor HLS of its own.',
  )
}

function isPlaylist(src: string): boolean {
  const path = URL.canParse(src, document.baseURI) ? new URL(src, document.baseURI).pathname : src
  return path.endsWith('.m3u8')
}
