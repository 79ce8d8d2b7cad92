import type { ChunkName } from './chunk-names.ts'
import type { Doctor } from './doctor/doctor.ts'
import type { StreamOpener } from './early/open-stream.ts'
import type { FaultWords } from './faults/fault-words.ts'
import type { HostCartChunk } from './host-cart/host-cart.ts'
import type { ShowsChunk } from './shows/shows.ts'

/** What each file brings. */
interface Chunks extends Record<ChunkName, unknown> {
  /** Defines the player's elements. */
  readonly shell: unknown
  /** Defines what stands for the player on a page that is not trusted with the session. */
  readonly isolated: unknown
  /** Plays streams: the shell's to load, and the loader's to have on its way. */
  readonly engine: unknown
  /** Has a stream on its way before what plays it is there. */
  readonly 'open-stream': StreamOpener
  /** Reads captions of streams: the engine's to load, and ours to have on its way. */
  readonly 'stream-captions': unknown
  /** Draws galleries and launchers. */
  readonly shows: ShowsChunk
  /** What to say of a fault, and what to do about it. */
  readonly faults: FaultWords
  /** Looks at how the page is set up. */
  readonly doctor: Doctor
  /** Keeps the basket and the page's own cart the same. */
  readonly 'host-cart': HostCartChunk
}

export type LoadChunk = <Name extends ChunkName>(name: Name) => Promise<Chunks[Name]>

/** Gets the number of the try, from 0. */
export type ImportChunk = (name: ChunkName, attempt: number) => Promise<unknown>

/** Has a file on its way before it is loaded. */
export type HintChunk = (name: ChunkName) => void

/** Loads each once; a failure is forgotten, so that the next call tries again. */
export function loadOnce(importChunk: ImportChunk): LoadChunk {
  const loading: Partial<Record<ChunkName, Promise<unknown>>> = {}
  const attempts: Partial<Record<ChunkName, number>> = {}
  const load = (name: ChunkName) =>
    (loading[name] ??= importChunk(name, attempts[name] ?? 0).catch((error: unknown) => {
      delete loading[name]
      attempts[name] = (attempts[name] ?? 0) + 1
      throw error
    }))
  // Each file is built beside this one, and exports what is named above.
  return load as LoadChunk
}
