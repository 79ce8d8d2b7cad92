import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { format, resolveConfig } from 'prettier'
import { root } from '../workspace/workspace.ts'
import { analyzePlayer } from './analyze-player.ts'
import { readTokens } from './read-tokens.ts'
import { toElementTypes } from './to-element-types.ts'
import { toReactComponents, toReactIndex } from './to-react-components.ts'
import { toManifest } from './to-manifest.ts'
import { toReferencePage } from './to-reference-page.ts'

export const MANIFEST = 'packages/player/custom-elements.json'

/** Every file of the repository that is made from the elements, by its path from the root, as it should be now. */
export async function madeFiles(): Promise<Map<string, string>> {
  const read = (path: string) => readFileSync(join(root, path), 'utf8')
  const { elements, fileOf } = await analyzePlayer()
  const manifest = toManifest({
    elements,
    tokens: readTokens(read('packages/player/src/internal/theme/tokens.ts')),
    mediaEvents: readMediaEvents(read('packages/player/src/tote-player/media-events.ts')),
  })
  const made = {
    [MANIFEST]: JSON.stringify(manifest),
    'packages/player/src/elements.ts': toElementTypes(manifest, fileOf),
    'packages/react/src/components.ts': toReactComponents(manifest),
    'packages/react/src/index.ts': toReactIndex(manifest),
    'docs/reference/elements.md': toReferencePage(manifest),
  }
  const options = await resolveConfig(join(root, MANIFEST))
  const files = new Map<string, string>()
  for (const [path, text] of Object.entries(made))
    files.set(path, await format(text, { ...options, filepath: path }))
  return files
}

/** By its text: the file is the browser's own, and does more than name them. */
function readMediaEvents(source: string): string[] {
  const [, list = ''] = /MEDIA_EVENTS = \[([^\]]*)\]/.exec(source) ?? []
  return [...list.matchAll(/'(\w+)'/g)].map(([, name = '']) => name)
}
