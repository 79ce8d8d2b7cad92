import type { ScriptTag } from './script-tag.ts'
import type { ShowsChunk } from './shows/shows.ts'
import { startEmbed, type EmbedOptions, type ToteEmbed } from './start-embed.ts'

/** A page of its own, with its own registry of elements. */
export interface TestPage {
  readonly document: Document
  readonly window: Window & typeof globalThis
  /** Runs the script in it. */
  start(options?: Partial<EmbedOptions> & Partial<TestChunks>): ToteEmbed | null
  /** What the shell would do: define the element. Counts how often it was asked, and what was played. */
  readonly shell: {
    readonly hints: string[]
    tries: number
    plays: number
    isBroken: boolean
    import(): Promise<void>
  }
  remove(): void
}

/** What takes the place of files that are not built here. */
interface TestChunks {
  importShell(): Promise<unknown>
  importShows(): Promise<ShowsChunk>
}

export const HUB = 'https://hub.example.com'
export const KEY = 'pk_test1234'
export const TAG: ScriptTag = {
  url: `${HUB}/embed/v0.1.0/tote.js`,
  hub: HUB,
  key: KEY,
  isIsolated: false,
  isDebugged: false,
  nonce: '',
}

export function openTestPage(body: string): TestPage {
  const frame = document.createElement('iframe')
  // The browser's own pointer may rest where a test before left it, which is no intent of this one's shopper.
  frame.style.pointerEvents = 'none'
  document.body.append(frame)
  const view = frame.contentWindow as (Window & typeof globalThis) | null
  const page = frame.contentDocument
  if (view === null || page === null) throw new Error('a frame has no page')
  page.body.append(...new DOMParser().parseFromString(body, 'text/html').body.childNodes)
  const shell = {
    hints: [] as string[],
    tries: 0,
    plays: 0,
    isBroken: false,
    import() {
      shell.tries += 1
      if (shell.isBroken) return Promise.reject(new TypeError('Failed to fetch'))
      view.customElements.define(
        'tote-player',
        class extends view.HTMLElement {
          static readonly version = '0.1.0'
          readonly updateComplete = Promise.resolve()
          play() {
            shell.plays += 1
          }
        },
      )
      return Promise.resolve()
    },
  }
  return {
    document: page,
    window: view,
    shell,
    start: ({
      importShell = () => shell.import(),
      importShows = () => Promise.reject(new TypeError('Failed to fetch')),
      ...options
    } = {}) =>
      startEmbed({
        document: page,
        tag: TAG,
        version: '0.1.0',
        importChunk(name) {
          if (name === 'shell' || name === 'isolated') return importShell()
          if (name === 'shows') return importShows()
          return name === 'faults' ? import('./faults/fault-words.ts') : Promise.resolve()
        },
        hintChunk: (name) => void shell.hints.push(name),
        ...options,
      }),
    remove: () => frame.remove(),
  }
}
