import SourceLoader from 'hls.js/src/utils/xhr-loader'
import type Hls from 'hls.js'
import type { HlsConfig, LoaderCallbacks, LoaderConfiguration, LoaderContext } from 'hls.js'

/** Sound with an address of its own; without one it is in the picture's segments. */
const SOUND_APART = /^#EXT-X-MEDIA:(?=.*TYPE=AUDIO).*URI=/m

/** Has what plays sound apart there before the engine reads a playlist that names some. */
export function manifestLoader(hls: Hls): HlsConfig['loader'] {
  return class extends SourceLoader<LoaderContext> {
    #isOver = false

    override load(
      context: LoaderContext,
      config: LoaderConfiguration,
      callbacks: LoaderCallbacks<LoaderContext>,
    ): void {
      super.load(context, config, {
        ...callbacks,
        onSuccess: (...given) => {
          const go = () => callbacks.onSuccess(...given)
          const [{ data }] = given
          if (typeof data !== 'string' || !SOUND_APART.test(data)) return go()
          import('./alternate-audio.ts')
            .then(({ addAlternateAudio }) => this.#isOver || addAlternateAudio(hls))
            // What could not be had leaves the picture, silent, as a stream that has none.
            .catch(() => undefined)
            .finally(() => this.#isOver || go())
        },
      })
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
}
