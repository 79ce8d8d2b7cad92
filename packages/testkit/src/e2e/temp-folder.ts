import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface TempFolder {
  readonly path: string
  /** Takes the folder away with all that is in it. Twice does no harm. */
  remove(): Promise<void>
}

/** A new, empty folder for one test: a database, a browser's profile. */
export async function createTempFolder(name = 'test'): Promise<TempFolder> {
  const path = await mkdtemp(join(tmpdir(), `tote-${name}-`))
  // A browser that was just ended may still be writing its last files: try a few times.
  return { path, remove: () => rm(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }) }
}
