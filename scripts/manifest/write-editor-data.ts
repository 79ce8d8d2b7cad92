import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../workspace/workspace.ts'
import { MANIFEST } from './made-files.ts'
import type { Manifest } from './manifest.ts'
import { toCssData, toHtmlData, toWebTypes } from './to-editor-data.ts'

// Part of the build of @tote/player: what editors read, beside the code.
const read = (path: string): unknown => JSON.parse(readFileSync(join(root, path), 'utf8'))
// Both are ours, and made or read by other checks of the same run.
const manifest = read(MANIFEST) as Manifest
const about = read('packages/player/package.json') as { name: string; version: string }
const folder = join(root, 'packages/player/dist/editor')
mkdirSync(folder, { recursive: true })
for (const [name, data] of Object.entries({
  'vscode.html-custom-data.json': toHtmlData(manifest),
  'vscode.css-custom-data.json': toCssData(manifest),
  'web-types.json': toWebTypes(manifest, about),
}))
  writeFileSync(join(folder, name), `${JSON.stringify(data, null, 2)}\n`)
