import { tellFault } from './embed-fault.ts'
import { paintPoster } from './poster.ts'
import type { ScriptTag } from './script-tag.ts'
import type { ShellLoader } from './shell-loader.ts'

/** What a `<tote-player>` has, before and after it is upgraded. */
export interface PlayerElement extends HTMLElement {
  hub?: string | null
  key?: string | null
  readonly updateComplete?: Promise<unknown>
  play?(): Promise<void> | void
}

export interface MountOptions {
  readonly tag: ScriptTag
  readonly shell: ShellLoader
}

const UNREACHABLE = 'The show could not be loaded. Check your connection.'

/** Looks after one `<tote-player>` until the player itself takes over. Returns what loads it at once. */
export function mountPlayer(player: PlayerElement, { tag, shell }: MountOptions): () => Promise<void> {
  const key = player.getAttribute('key') ?? player.key ?? tag.key
  const hub = player.getAttribute('hub') ?? player.hub ?? tag.hub
  // As properties, which the element takes up when it is upgraded: no attribute sprouts on a page's element.
  if (!player.hasAttribute('key') && key !== null) player.key = key
  if (!player.hasAttribute('hub')) player.hub = hub
  if (isUpgraded(player)) return () => Promise.resolve()

  let wantsPlay = false
  const poster = paintPoster(player, {
    src: posterOf(player, { hub, key }),
    onStart: () => {
      wantsPlay = true
      poster.showWaiting()
      void load()
    },
  })
  const problem = findProblem(player, { hub, key })
  if (problem !== null) {
    poster.showFault('This show is not set up yet.')
    tellFault(player, { code: 'bad_attribute', ...problem })
    return () => Promise.resolve()
  }

  const view = player.ownerDocument.defaultView
  // What the shopper asked for meanwhile is under way, or has failed and says so: it is not tried behind their back.
  let hasBegun = false
  const loadIfNew = () => {
    if (!hasBegun) void load()
  }
  const stopWatching = view === null ? () => {} : onceNear(player, view, loadIfNew)
  // A pointer on its way is intent enough to fetch, not to play.
  player.addEventListener('pointerenter', loadIfNew, { once: true })
  return load

  async function load(): Promise<void> {
    hasBegun = true
    stopWatching()
    try {
      await shell.load()
    } catch (cause) {
      if (!player.isConnected) return
      poster.showFault(UNREACHABLE, () => {
        poster.showWaiting()
        void load()
      })
      tellFault(player, {
        code: 'hub_unreachable',
        message: `The player could not be loaded from ${tag.url}: ${cause instanceof Error ? cause.message : String(cause)}. Is it there, and does the page's policy allow it?`,
      })
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

function isUpgraded(player: PlayerElement): boolean {
  return player.matches(':defined')
}

function posterOf(player: PlayerElement, { hub, key }: { hub: string; key: string | null }): string | null {
  const own = player.getAttribute('poster')
  if (own !== null) return own
  const show = player.getAttribute('show')
  if (show === null || key === null || !URL.canParse(hub)) return null
  return new URL(`/v1/shows/${encodeURIComponent(show)}/poster?key=${encodeURIComponent(key)}`, hub).href
}

function findProblem(
  player: PlayerElement,
  { hub, key }: { hub: string; key: string | null },
): { message: string; field: string } | null {
  if (!player.hasAttribute('show') && !('show' in player))
    return {
      field: 'show',
      message: '<tote-player> has no show attribute. Give it the id of a show: show="spring".',
    }
  if (key === null || key === '')
    return {
      field: 'data-key',
      message:
        'The script tag has no data-key. Give it the tenant\'s publishable key: data-key="pk_…"; or set key on <tote-player>.',
    }
  if (!URL.canParse(hub))
    return {
      field: 'data-hub',
      message: `data-hub is ${JSON.stringify(hub)}; it must be the origin of a Tote hub, such as https://hub.example.com.`,
    }
  return null
}

/** Calls once when the element is about to be seen and the page has a moment. Returns the stop. */
function onceNear(element: Element, view: Window & typeof globalThis, call: () => void): () => void {
  const observer = new view.IntersectionObserver(
    (entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return
      observer.disconnect()
      // Safari has no idle callback.
      if ('requestIdleCallback' in view) view.requestIdleCallback(call, { timeout: 1000 })
      else setTimeout(call, 200)
    },
    // Half a screen ahead: a moment's scroll, and still not what nobody scrolls to.
    { rootMargin: '50%' },
  )
  observer.observe(element)
  return () => observer.disconnect()
}
