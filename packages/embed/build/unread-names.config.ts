import type { Plugin } from 'vite'

/** An entry of a list of names, as the bundler leaves it: `e.KEY_SYSTEM_NO_KEYS="keySystemNoKeys",`. */
const ENTRY = /\b[a-z]\.([A-Z][A-Z0-9_]{3,})="[^"]*",/g

/**
 * Takes out of the engine's lists of events and faults what no file of this build reads: names of DRM, of adverts between and
 * of all else that is switched off. A list that somebody goes through by its keys would miss them; the engine has none.
 * Fails when there is nothing to take: then the lists look otherwise, and have to be read again.
 */
export function dropUnreadNames(): Plugin {
  return {
    name: 'tote-drop-unread-names',
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((file) => file.type === 'chunk')
      const engine = chunks.find(({ fileName }) => fileName.startsWith('engine-'))
      if (engine === undefined) throw new Error('the engine was not built')
      const read = new Map<string, number>()
      for (const { code } of chunks)
        for (const [, name = ''] of code.matchAll(/\.([A-Z][A-Z0-9_]{3,})\b/g))
          read.set(name, (read.get(name) ?? 0) + 1)
      // Once is where it is made.
      const code = engine.code.replaceAll(ENTRY, (entry, name: string) => (read.get(name) === 1 ? '' : entry))
      if (code === engine.code) throw new Error('the engine has no names that nobody reads')
      engine.code = code
    },
  }
}
