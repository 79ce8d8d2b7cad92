import { ToteError } from '@tote/protocol'
import { createHlsEngine } from './hls-engine.ts'
import { loadHls } from './load-hls.ts'
import type { EngineOptions, MediaEngine } from './media-engine.ts'

const HLS_TYPE = 'application/vnd.apple.mpegurl'

/**
 * hls.js wherever there is MSE: native HLS in Chromium loses captions. The browser's own otherwise, and for
 * what is no playlist.
 * @throws ToteError `media_unplayable` when neither can.
 */
export async function createEngine(options: EngineOptions): Promise<MediaEngine> {
  if (!isPlaylist(options.src)) return createNative(options)
  const engine = await createHlsEngine(options)
  if (engine !== null) return engine
  if (options.video.canPlayType(HLS_TYPE) !== '') return createNative(options)
  throw new ToteError(
    'media_unplayable',
    'This browser has neither Media Source Extensions nor HLS of its own.',
  )
}

/** Has the code of the engine there before it is asked to play this address, or one that is not known yet. */
export function warmEngine(src: string | null): void {
  // What could not be had is asked for again, and told, when it is to play.
  if (src === null || isPlaylist(src)) loadHls().catch(() => undefined)
}

/** Loaded where it is needed, as hls.js is: few browsers have no MSE. */
async function createNative(options: EngineOptions): Promise<MediaEngine> {
  const { createNativeEngine } = await import('./native-engine.ts')
  return createNativeEngine(options)
}

function isPlaylist(src: string): boolean {
  const path = URL.canParse(src, document.baseURI) ? new URL(src, document.baseURI).pathname : src
  return path.endsWith('.m3u8')
}
