// hls.js publishes its sources without types for them: what the engine takes from there.
declare module 'hls.js/src/hls' {
  import Hls from 'hls.js'
  export default Hls
}
declare module 'hls.js/src/utils/xhr-loader' {
  import type { HlsConfig, Loader, LoaderContext } from 'hls.js'
  const XhrLoader: new <Context extends LoaderContext>(config: HlsConfig) => Loader<Context>
  export default XhrLoader
}
declare module 'hls.js/src/controller/audio-track-controller' {
  import type Hls from 'hls.js'
  const AudioTrackController: new (hls: Hls) => object
  export default AudioTrackController
}
declare module 'hls.js/src/controller/audio-stream-controller' {
  import type Hls from 'hls.js'
  export interface AudioStreamController {
    onMediaAttached(event: string, data: { readonly media: HTMLMediaElement }): void
  }
  const AudioStreamController: new (
    hls: Hls,
    fragmentTracker: object,
    keyLoader: object,
  ) => AudioStreamController
  export default AudioStreamController
}
declare module 'hls.js/src/demux/transmuxer' {
  export interface Format {
    readonly demux: object
    readonly remux: object
  }
  /** Not in hls.js itself: the build adds it, see slim-engine.config.ts. */
  export function addFormats(formats: readonly Format[]): void
}
declare module 'hls.js/src/demux/*' {
  const demuxer: object
  export default demuxer
}
declare module 'hls.js/src/remux/*' {
  const remuxer: object
  export default remuxer
}
