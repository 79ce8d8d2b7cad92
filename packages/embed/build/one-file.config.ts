import type { Rolldown } from 'vite'

/**
 * Keeps all that this module imports in one file with it, whatever another chunk shares with it. Left to itself the bundler
 * would cut out each part that several chunks share: more requests one after the other before anything is seen.
 */
export function oneFile(name: string, entry: string): Rolldown.CodeSplittingGroup {
  let inFile: ReadonlySet<string> | undefined
  return {
    name(id, chunking) {
      inFile ??= reachable(entry, (each) => chunking.getModuleInfo(each)?.importedIds ?? [])
      return inFile.has(id) ? name : null
    },
  }
}

/** All that is imported from here, near or far, and not by `import()`. */
function reachable(entry: string, importsOf: (id: string) => readonly string[]): ReadonlySet<string> {
  const found = new Set([entry])
  for (const id of found) for (const next of importsOf(id)) found.add(next)
  return found
}
