import { tellFault } from './embed-fault.ts'
import { mountPlayer, type PlayerElement } from './mount.ts'
import type { ScriptTag } from './script-tag.ts'
import { createShellLoader } from './shell-loader.ts'

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
  /** Looks for players in a shadow root, which the page's own watch does not see into. */
  scan(root: ParentNode): void
}

export interface EmbedOptions {
  readonly document: Document
  readonly tag: ScriptTag
  readonly version: string
  /** Loads what defines the elements; gets the number of the try. */
  importShell(attempt: number): Promise<unknown>
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

/** Finds every player now and later. Run again with the same version it does nothing; with another it warns. */
export function startEmbed({ document, tag, version, importShell }: EmbedOptions): ToteEmbed | null {
  const page = document.defaultView
  if (page === null) return null
  const before = page.tote
  if (before !== undefined && !Array.isArray(before)) {
    warnOfOther(before.version, version)
    return before
  }
  const npm = page.customElements.get(PLAYER)
  if (npm !== undefined && 'version' in npm) warnOfOther(String(npm.version), version)

  const shell = createShellLoader((attempt) =>
    page.customElements.get(PLAYER) === undefined ? importShell(attempt) : Promise.resolve(),
  )
  const loads = new WeakMap<Element, () => Promise<void>>()
  const scan = (root: ParentNode) => {
    for (const player of root.querySelectorAll<PlayerElement>(PLAYER)) mount(player)
  }
  const mount = (player: PlayerElement) => {
    if (!loads.has(player)) loads.set(player, mountPlayer(player, { tag, shell }))
  }
  const parsed = new Promise<void>((resolve) => {
    if (document.readyState !== 'loading') resolve()
    else document.addEventListener('DOMContentLoaded', () => resolve(), { once: true })
  })

  const embed: ToteEmbed = {
    version,
    ready: parsed.then(() => {
      scan(document)
      return embed
    }),
    push: (call) => run(call),
    async player(selector = PLAYER) {
      await embed.ready
      const player = document.querySelector<PlayerElement>(selector)
      if (player === null) return null
      await shell.load()
      await loads.get(player)?.()
      return player
    },
    scan,
  }
  scan(document)
  new page.MutationObserver((records) => {
    for (const { addedNodes } of records)
      for (const node of addedNodes) {
        if (!(node instanceof page.HTMLElement)) continue
        if (node.localName === PLAYER) mount(node)
        scan(node)
      }
  }).observe(document, { childList: true, subtree: true })

  page.tote = embed
  for (const call of before ?? []) run(call)
  return embed

  function run(call: ToteCall) {
    if (typeof call !== 'function') {
      tellFault(document, {
        code: 'bad_attribute',
        field: 'tote.push',
        message: 'tote.push takes a function: (window.tote ||= []).push((tote) => …).',
      })
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
    console.warn(
      `[tote] Two versions of Tote are on this page: ${there} came first and is used, ${ours} is not. Keep one.`,
    )
  }
}
