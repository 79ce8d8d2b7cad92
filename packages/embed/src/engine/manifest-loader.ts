import type Hls from 'hls.js'
import type { HlsConfig, LoaderCallbacks, LoaderConfiguration, LoaderContext } from 'hls.js'
import { EarlyLoader } from './early-loader.ts'
import type { Inside } from './inside.ts'
import { partsFor, type AddPart } from './stream-parts.ts'

/** Has what a stream needs besides there before the engine reads the playlist that names it. */
export function manifestLoader(hls: Hls): HlsConfig['loader'] {
  return class extends EarlyLoader<LoaderContext> {
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
          const parts = typeof data === 'string' ? partsFor(data) : []
          const add = (part: AddPart) => part(hls, hls as unknown as Inside)
          const coming = parts.flatMap((part) => {
            if (typeof part !== 'function') return [part.then((come) => this.isOver || add(come))]
            add(part)
            return []
          })
          if (coming.length === 0) return go()
          // What could not be had the stream is played without.
          void Promise.allSettled(coming).then(() => this.isOver || go())
        },
      })
    }
  }
}
