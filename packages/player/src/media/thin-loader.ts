import type { HlsConfig, PlaylistLoaderConstructor } from 'hls.js'
import { soundAlone } from './sound-alone.ts'

/**
 * A loader that takes the pictures out of a stream's master playlist: hls.js by itself leaves out what has none, as long as
 * something has one. Loaded where the network is thin.
 *
 * @param onManifest Told whether there is sound apart; without it the playlist stays as it is.
 */
export function thinLoader(
  Loader: HlsConfig['loader'],
  onManifest: (hasSound: boolean) => void,
): PlaylistLoaderConstructor {
  const Changing: HlsConfig['loader'] = class extends Loader {
    override load(...[context, config, callbacks]: Parameters<InstanceType<typeof Loader>['load']>): void {
      const isManifest = 'type' in context && String(context.type) === 'manifest'
      super.load(context, config, {
        ...callbacks,
        onSuccess(response, ...rest) {
          const { data } = response
          if (isManifest && typeof data === 'string') {
            const sound = soundAlone(data)
            onManifest(sound !== null)
            response.data = sound ?? data
          }
          callbacks.onSuccess(response, ...rest)
        },
      })
    }
  }
  // It is the engine's own, which loads playlists by default.
  return Changing as PlaylistLoaderConstructor
}
