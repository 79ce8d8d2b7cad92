import { TooCostlyError } from './refusal.ts'

/**
 * Reads of many things some at a time, and fewer at a time when Shopify says that it is too much for one question: what a
 * question costs is Shopify's to say, and changes with its versions.
 */
export async function readInPieces<Thing, Result>(
  things: readonly Thing[],
  atOnce: number,
  read: (some: readonly Thing[]) => Promise<readonly Result[]>,
): Promise<Result[]> {
  const results: Result[] = []
  let size = atOnce
  for (let index = 0; index < things.length;) {
    const some = things.slice(index, index + size)
    try {
      results.push(...(await read(some)))
      index += some.length
    } catch (error) {
      if (!(error instanceof TooCostlyError) || size === 1) throw error
      size = Math.ceil(size / 2)
    }
  }
  return results
}
