import SourceHls from 'hls.js/src/hls'
import type { FragmentLoaderContext, HlsConfig, LoaderCallbacks, LoaderConfiguration } from 'hls.js'
import { earlyFilesOf } from '../early/early-files.ts'
import { EarlyLoader } from './early-loader.ts'
import { manifestLoader } from './manifest-loader.ts'
import { addOlderFormats } from './older-formats-switch.ts'

const ENGINE = Symbol.for('tote.engine')

/**
 * hls.js, but what reads MPEG-TS, plain AAC and MP3 comes only when a stream has them. Fragmented MP4 names
 * an init segment in its playlist; a fragment without one waits for the rest of the engine before it is loaded. So does what
 * plays sound apart from the picture: a stream says in its first playlist that it has some.
 */
export class ToteHls extends SourceHls {
  constructor(config: Partial<HlsConfig> = {}) {
    super({ fLoader: FragmentLoader, ...config })
    this.config.loader = manifestLoader(this)
    // Of what is on its way the quality was chosen already.
    this.on(SourceHls.Events.MANIFEST_PARSED, (_event, { levels }) => {
      const early = levels.findIndex(({ uri }) => earlyFilesOf(document).has(uri))
      if (early >= 0) this.startLevel = early
    })
  }
}

declare global {
  interface Document {
    /** Where the player finds the engine that is here already. Named here and in `@tote/player`. */
    [ENGINE]?: typeof ToteHls
  }
}

document[ENGINE] = ToteHls

class FragmentLoader extends EarlyLoader<FragmentLoaderContext> {
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
        if (!this.isOver) super.load(context, config, callbacks)
      },
      // As a fragment that could not be had: the engine has its way with those.
      () =>
        callbacks.onError({ code: 0, text: 'older-formats could not be loaded' }, context, null, this.stats),
    )
  }
}
