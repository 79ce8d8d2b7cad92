import type { Plugin, Rolldown } from 'vite'
import { buildAlone } from './alone.config.ts'
import { ownPolicy } from './own-policy.config.ts'

/** Galleries and launchers: a page may have these and no player until somebody opens a show, and nothing of the player. */
export function buildShows(root: string): Plugin {
  return buildAlone({
    root,
    name: 'shows',
    entry: 'src/shows/shows.ts',
    plugins: (bundle) => [ownPolicy(), sharedCatalogues(bundle)],
    inPlaceOf: {
      // The loader finds the player that was put into the page, and loads it.
      'define/define': 'export {}',
      // Texts of a shop that is not open yet; those of shows come with their elements.
      'internal/messages/english': 'export const english = {}',
    },
  })
}

/** Ten languages would be in this one file: it takes the page's out of those that lie beside it, as the player does. */
function sharedCatalogues(bundle: Rolldown.OutputBundle): Plugin {
  const catalogues = Object.values(bundle).find((file) => file.type === 'chunk' && file.name === 'catalogues')
  if (catalogues === undefined) throw new Error('the catalogues of languages are no file of their own')
  return {
    name: 'tote-shared-catalogues',
    enforce: 'pre',
    resolveId: (source) =>
      source.endsWith('/catalogues.ts') ? { id: `./${catalogues.fileName}`, external: true } : null,
  }
}
