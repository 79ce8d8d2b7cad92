// hls.js publishes its sources without types for them: what the engine takes from there.
declare module 'hls.js/src/hls' {
  import Hls from 'hls.js'
  export default Hls
}
declare module 'hls.js/src/utils/xhr-loader' {
  import type {
    HlsConfig,
    Loader,
    LoaderCallbacks,
    LoaderConfiguration,
    LoaderContext,
    LoaderStats,
  } from 'hls.js'
  export default class XhrLoader<Context extends LoaderContext> implements Loader<Context> {
    constructor(config: HlsConfig)
    readonly context: Context | null
    readonly stats: LoaderStats
    protected readonly callbacks: LoaderCallbacks<Context> | null
    load(context: Context, config: LoaderConfiguration, callbacks: LoaderCallbacks<Context>): void
    protected loadInternal(): void
    abort(): void
    destroy(): void
  }
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
declare module 'hls.js/src/controller/subtitle-track-controller' {
  import type Hls from 'hls.js'
  export default class SubtitleTrackController {
    constructor(hls: Hls)
    subtitleDisplay: boolean
    onMediaAttached(event: string, data: { readonly media: HTMLMediaElement }): void
  }
}
declare module 'hls.js/src/controller/subtitle-stream-controller' {
  import type Hls from 'hls.js'
  export class SubtitleStreamController {
    constructor(hls: Hls, fragmentTracker: object, keyLoader: object)
    onMediaAttached(event: string, data: { readonly media: HTMLMediaElement }): void
  }
}
declare module 'hls.js/src/controller/timeline-controller' {
  import type Hls from 'hls.js'
  export class TimelineController {
    constructor(hls: Hls)
    onMediaAttaching(event: string, data: { readonly media: HTMLMediaElement }): void
  }
}
declare module 'hls.js/src/utils/cues' {
  const cues: object
  export default cues
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
