import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../workspace/workspace.ts'
import { madeFiles } from './made-files.ts'

// `npm run manifest`: after an element's attributes, events, slots, parts or words have changed.
for (const [path, text] of await madeFiles()) {
  writeFileSync(join(root, path), text)
  console.log(`  wrote ${path}`)
}
