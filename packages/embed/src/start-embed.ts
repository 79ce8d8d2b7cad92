import type { HostCart, HostShop } from '@tote/player/host-cart'
import type { ConsentGiven, PageTracking } from '@tote/player/tracking'
import { askEarly } from './early/ask-early.ts'
import { loadOnce, type HintChunk, type ImportChunk, type LoadChunk } from './chunks.ts'
import { tellFault } from './embed-fault.ts'
import { hasKeptSight } from './kept-sight.ts'
import { mountPlayer, type PlayerElement } from './mount.ts'
import { mountShows, SHOWS } from './mount-shows.ts'
import type { ScriptTag } from './script-tag.ts'

/** `window.tote` once the script has run. Before that it may be an array to push calls to. */
export interface ToteEmbed {
  readonly version: string
  /** Resolves once the page is parsed and every player in it has its poster. */
  readonly ready: Promise<ToteEmbed>
  /** Calls `call` with this object: at once when the script is here, else as soon as it comes. */
  push(call: ToteCall): void
  /**
   * The player that `selector` finds (the first, without one), loaded and defined; waits for the page to be parsed.
   * Null when there is none. Rejects when the player cannot be loaded.
   */
  player(selector?: string): Promise<PlayerElement | null>
  /** What the shopper allows, as the page says it; taken up when tracking is there. See the guide on tracking. */
  readonly consent: EmbedConsent
  /** Once it is loaded, where `data-track` asks for it. */
  tracking?: PageTracking
  /**
   * Keeps the basket and the page's own cart the same, once there is a player, and asks the page's own shop where it has one. Resolves with
   * the stop; rejects for a cart that lacks a function. On a page whose players are isolated nothing is bridged, and a fault says so: their basket is not the page's to know.
   */
  hostCart(given: HostCart | HostShop): Promise<(() => void) | void>
  /** Looks for players in a shadow root, which the page's own watch does not see into. */
  scan(root: ParentNode): void
}

/** Holds what was said before tracking is there. */
export interface EmbedConsent extends ConsentGiven {
  /** On top of what was said before. */
  set(given: ConsentGiven): void
}

export interface EmbedOptions {
  readonly document: Document
  readonly tag: ScriptTag
  readonly version: string
  readonly importChunk: ImportChunk
  readonly hintChunk: HintChunk
}

/** A call that waits for the script: `(window.tote ||= []).push((tote) => …)`. */
export type ToteCall = (tote: ToteEmbed) => void

declare global {
  interface Window {
    /** The script tag's own object; before the script is here, the calls that wait for it. */
    tote?: ToteEmbed | ToteCall[]
  }
}

const PLAYER = 'tote-player'

/** For so long the shell waits for the first questions for a stream: four ways there and back on most networks. */
const AHEAD_MS = 400

/** Finds every player now and later. Run again with the same version it does nothing; with another it warns. */
export function startEmbed({
  document,
  tag,
  version,
  importChunk,
  hintChunk,
}: EmbedOptions): ToteEmbed | null {
  const page = document.defaultView
  if (page === null) return null
  const before = page.tote
  if (before !== undefined && !Array.isArray(before)) {
    warnOfOther(before.version, version)
    return before
  }
  const npm = page.customElements.get(PLAYER)
  if (npm !== undefined && 'version' in npm) warnOfOther(String(npm.version), version)

  const load: LoadChunk = loadOnce((name, attempt) =>
    name === 'shell' && page.customElements.get(PLAYER) !== undefined
      ? Promise.resolve()
      : importChunk(name === 'shell' && isIsolated() ? 'isolated' : name, attempt),
  )
  // One that is not trusted makes the page one that is not: a session beside it would be as open as the page is.
  const isIsolated = () => tag.isIsolated || document.querySelector(`${PLAYER}[isolated]`) !== null
  const ahead = async (player: PlayerElement, show: string | null, stream: string | null) => {
    // In a frame it is the frame's own; and an npm copy has an engine of its own.
    if (isIsolated() || npm !== undefined) return
    const source = stream ?? (show === null ? null : askEarly(document, show))
    if (!page.customElements.get(PLAYER)) hintChunk('shell')
    hintChunk('engine')
    if (source === null) return
    // Who could not have it ahead has it when it is to play.
    const opening = load('open-stream')
      .then(({ openStream }) => openStream(player, source, load))
      .catch(() => undefined)
    // To run the shell takes a while, in which nothing could be asked for; nor could the engine come in between.
    await Promise.race([opening, new Promise((resolve) => setTimeout(resolve, AHEAD_MS))])
    await load('engine').catch(() => undefined)
  }
  // What loads each player at once, where there is something to load.
  const known = new WeakMap<Element, (() => Promise<void>) | undefined>()
  const scan = (root: ParentNode) => {
    for (const element of root.querySelectorAll<HTMLElement>(`${PLAYER},${SHOWS}`)) mount(element)
  }
  const mount = (element: HTMLElement) => {
    if (known.has(element)) return
    known.set(element, undefined)
    if (element.localName === PLAYER) known.set(element, mountPlayer(element, { tag, load, ahead }))
    else mountShows(element, tag, load)
  }
  const parsed = new Promise<unknown>((resolve) => {
    if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', resolve)
    else resolve(null)
  })

  const embed: ToteEmbed = {
    version,
    ready: parsed.then(() => {
      scan(document)
      return embed
    }),
    push: run,
    consent: {
      set(more) {
        Object.assign(this, more)
      },
    },
    async player(selector = PLAYER) {
      await embed.ready
      const player = document.querySelector<PlayerElement>(selector)
      if (player === null) return null
      await load('shell')
      await known.get(player)?.()
      return player
    },
    async hostCart(cart) {
      // An isolated player may come further down in the page.
      await embed.ready
      if (isIsolated()) return tellFault(document, { field: 'tote.hostCart' }, load)
      // It shares code with the player, which is loaded when it is near and no sooner.
      await page.customElements.whenDefined(PLAYER)
      return (await load('host-cart')).bridgeCart(cart)
    },
    scan,
  }
  scan(document)
  // Its page may have no player at all: the shell makes one. What cannot be had now is as on any other page.
  if (hasKeptSight(page)) {
    hintChunk('engine')
    load('shell').catch(() => undefined)
  }
  new page.MutationObserver((records) => {
    for (const { addedNodes } of records)
      for (const node of addedNodes) {
        if (!(node instanceof page.HTMLElement)) continue
        if (node.matches(`${PLAYER},${SHOWS}`)) mount(node)
        scan(node)
      }
  }).observe(document, { childList: true, subtree: true })

  if (tag.isDebugged)
    load('doctor').then(
      ({ openDoctor }) => openDoctor(document, tag),
      (given: unknown) => tellFault(document, { given }, load),
    )

  page.tote = embed
  for (const call of before ?? []) run(call)
  return embed

  function run(call: ToteCall) {
    if (typeof call !== 'function') {
      void tellFault(document, { field: 'tote.push' }, load)
      return
    }
    // A page's own error must not end the others' calls, and should look like its own.
    try {
      call(embed)
    } catch (error) {
      page?.reportError(error)
    }
  }

  function warnOfOther(there: string | undefined, ours: string) {
    if (there === undefined || there === ours) return
    console.warn(`[tote] Two versions on this page: ${there} came first and is used, ${ours} is not.`)
  }
}
