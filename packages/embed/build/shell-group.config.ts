import type { Rolldown } from 'vite'

/**
 * Keeps all that the shell imports in one file, whatever a later chunk shares with it. Left to itself the bundler would
 * cut out each part that several chunks share: more requests one after the other before anything is seen.
 */
export function shellGroup(entry: string): Rolldown.CodeSplittingGroup {
  let inShell: ReadonlySet<string> | undefined
  return {
    name(id, chunking) {
      inShell ??= reachable(entry, (each) => chunking.getModuleInfo(each)?.importedIds ?? [])
      return inShell.has(id) ? 'shell' : null
    },
  }
}

/** All that is imported from here, near or far, and not by `import()`. */
function reachable(entry: string, importsOf: (id: string) => readonly string[]): ReadonlySet<string> {
  const found = new Set([entry])
  for (const id of found) for (const next of importsOf(id)) found.add(next)
  return found
}
