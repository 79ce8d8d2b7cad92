import type { TotePlayer } from './tote-player.ts'

const CHECKED = ['streamType', 'crossorigin', 'theme', 'poster', 'src'] as const

/** Tells who builds the page of values that cannot be used. The default is used at once: nothing waits for the words. */
export function checkWhenChanged(player: TotePlayer, changed: ReadonlyMap<PropertyKey, unknown>): void {
  if (!CHECKED.some((name) => changed.has(name) && player[name] !== null)) return
  import('./check-attributes.ts')
    .then(({ checkAttributes }) => {
      for (const problem of checkAttributes(player)) player.onPlaybackFault(problem)
    })
    .catch(() => undefined)
}
