import type { LoadChunk } from './chunks.ts'
import { tellFault } from './embed-fault.ts'
import { onceNear } from './once-near.ts'
import { paintPoster } from './poster.ts'
import type { ScriptTag } from './script-tag.ts'

/** Under this name a player that comes finds that it is near. Named here and in `@tote/player`. */
const IS_NEAR = Symbol.for('tote.near')

/** What a `<tote-player>` has, before and after it is upgraded. */
export interface PlayerElement extends HTMLElement {
  [IS_NEAR]?: boolean
  hub?: string | null
  key?: string | null
  readonly updateComplete?: Promise<unknown>
  /** What will be played, once that is known. */
  readonly streamUrl?: string | null
  play?(): Promise<void> | void
}

export interface MountOptions {
  readonly tag: ScriptTag
  readonly load: LoadChunk
  /**
   * Has on its way what it takes to play: code, the answer of the hub at this address and the stream, as far as they are known.
   * Resolves when the shell may come.
   */
  ahead(player: PlayerElement, show: string | null, stream: string | null): Promise<void>
}

/**
 * Looks after one `<tote-player>` until the player itself takes over. Returns what loads it at once; nothing when there is
 * nothing to load.
 */
export function mountPlayer(
  player: PlayerElement,
  { tag, load: loadChunk, ahead }: MountOptions,
): (() => Promise<void>) | undefined {
  const key = player.getAttribute('key') ?? player.key ?? tag.key
  const hub = player.getAttribute('hub') ?? player.hub ?? tag.hub
  const show = player.getAttribute('show')
  // As properties, which the element takes up when it is upgraded: no attribute sprouts on a page's element.
  if (!player.hasAttribute('key') && key !== null) player.key = key
  if (!player.hasAttribute('hub')) player.hub = hub
  if (player.matches(':defined')) return undefined

  const stream = () => player.getAttribute('src') ?? player.streamUrl ?? null
  let wantsPlay = false
  const wrong =
    show === null && !('show' in player) ? 'show' : !key ? 'data-key' : URL.canParse(hub) ? null : 'data-hub'
  const address = show && !wrong ? new URL(`/v1/shows/${encodeURIComponent(show)}`, hub).href : null
  const ask = `?key=${encodeURIComponent(key ?? '')}`
  const poster = paintPoster(player, {
    src: player.getAttribute('poster') ?? (address && `${address}/poster${ask}`),
    onStart() {
      wantsPlay = true
      poster.showWaiting()
      void load()
      void ahead(player, null, stream())
    },
  })
  if (wrong) {
    poster.showFault('This show is not set up yet.')
    void tellFault(player, { field: wrong, given: hub }, loadChunk)
    return undefined
  }

  const view = player.ownerDocument.defaultView
  // What the shopper asked for meanwhile is under way, or has failed and says so: it is not tried behind their back.
  let hasBegun = false
  const loadIfNew = () => {
    if (!hasBegun) void load()
  }
  // What it will take to play comes at once, rather than one thing after the other.
  const hurry = () => {
    player[IS_NEAR] = true
    const isAnswered = address === null || player.matches(':defined')
    void ahead(player, isAnswered ? null : address + ask, stream()).then(loadIfNew)
  }
  const isToPlay = player.hasAttribute('autoplay')
  const stopWatching = view && onceNear(player, view, isToPlay ? hurry : loadIfNew, isToPlay)
  // A pointer on its way, or the focus, is intent enough to fetch, not to play.
  for (const intent of ['pointerenter', 'focusin']) player.addEventListener(intent, hurry, { once: true })
  return load

  async function load(): Promise<void> {
    hasBegun = true
    stopWatching?.()
    try {
      await loadChunk('shell')
    } catch (given) {
      if (!player.isConnected) return
      poster.showFault('The show could not be loaded. Check your connection.', () => {
        poster.showWaiting()
        void load()
      })
      void tellFault(player, { given }, loadChunk)
      return
    }
    // The element draws its own poster in its first update; until then ours would leave a hole.
    await player.updateComplete
    const hadFocus = poster.hasFocus()
    poster.remove()
    if (hadFocus) player.focus({ preventScroll: true })
    if (!wantsPlay) return
    wantsPlay = false
    // A refusal to play is the player's own business: it shows its start button.
    await Promise.resolve(player.play?.()).catch(() => undefined)
  }
}
