import SourceHls from 'hls.js/src/hls'
import SourceLoader from 'hls.js/src/utils/xhr-loader'
import type { FragmentLoaderContext, HlsConfig, LoaderCallbacks, LoaderConfiguration } from 'hls.js'
import { manifestLoader } from './manifest-loader.ts'
import { addOlderFormats } from './older-formats-switch.ts'

/**
 * hls.js, but what reads MPEG-TS, plain AAC and MP3 comes only when a stream has them. Fragmented MP4 names
 * an init segment in its playlist; a fragment without one waits for the rest of the engine before it is loaded. So does what
 * plays sound apart from the picture: a stream says in its first playlist that it has some.
 */
export class ToteHls extends SourceHls {
  constructor(config: Partial<HlsConfig> = {}) {
    super({ fLoader: FragmentLoader, ...config })
    this.config.loader = manifestLoader(this)
  }
}

class FragmentLoader extends SourceLoader<FragmentLoaderContext> {
  #isOver = false

  override load(
    context: FragmentLoaderContext,
    config: LoaderConfiguration,
    callbacks: LoaderCallbacks<FragmentLoaderContext>,
  ): void {
    if (
      String(context.frag.type) === 'subtitle' ||
      context.frag.sn === 'initSegment' ||
      context.frag.initSegment !== null
    ) {
      super.load(context, config, callbacks)
      return
    }
    addOlderFormats().then(
      () => {
        if (!this.#isOver) super.load(context, config, callbacks)
      },
      // As a fragment that could not be had: the engine has its way with those.
      () =>
        callbacks.onError({ code: 0, text: 'older-formats could not be loaded' }, context, null, this.stats),
    )
  }

  override abort(): void {
    this.#isOver = true
    super.abort()
  }

  override destroy(): void {
    this.#isOver = true
    super.destroy()
  }
}
