import { registerHooks } from 'node:module'
import { fileURLToPath } from 'node:url'
import { safeguards } from './safeguards.ts'

/**
 * Takes one safeguard out of the sources as they are loaded into this process. The text that holds it must stand in
 * its file exactly once: a safeguard that has moved on is told, never taken for removed.
 * @throws when there is none of this name.
 */
export function removeSafeguard(name: string): void {
  const safeguard = safeguards.find((known) => known.name === name)
  if (safeguard === undefined) throw new Error(`there is no safeguard ${name}`)
  const { file, text, instead } = safeguard
  registerHooks({
    load(url, context, next) {
      const loaded = next(url, context)
      if (!url.startsWith('file:') || !fileURLToPath(url).endsWith(`packages/${file}`)) return loaded
      const { source: given } = loaded
      const source = typeof given === 'string' ? given : new TextDecoder().decode(given)
      const parts = source.split(text)
      if (parts.length !== 2)
        throw new Error(`safeguard ${name}: its text stands ${parts.length - 1} times in ${file}, not once`)
      return { ...loaded, source: parts.join(instead) }
    },
  })
}
