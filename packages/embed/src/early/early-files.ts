/** Under this name the document keeps files of streams that are on their way, by address, for the engine to take. */
const EARLY_FILES = Symbol.for('tote.early-files')

/** A file that came, or comes, before the engine that reads it. */
export interface EarlyFile {
  readonly bytes: ArrayBuffer
  /** Where it came from in the end. */
  readonly url: string
  readonly status: number
  /** From the question to the first byte, and to the last, in milliseconds: what the engine judges the network by. */
  readonly firstMs: number
  readonly tookMs: number
}

export type EarlyFiles = Map<string, Promise<EarlyFile>>

/** Those of this page. */
export function earlyFilesOf(page: Document & { [EARLY_FILES]?: EarlyFiles }): EarlyFiles {
  return (page[EARLY_FILES] ??= new Map<string, Promise<EarlyFile>>())
}
