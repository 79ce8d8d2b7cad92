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
