import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readImports } from '../workspace/read-imports.ts'
import { root, sourceFiles } from '../workspace/workspace.ts'
import type { Gate } from './gate.ts'
import { importProblems } from './import-rules.ts'

export const importsGate: Gate = {
  name: 'imports',
  about: 'the direction of imports between packages, held against the real ones',
  run(paths) {
    const files = ['packages', 'examples']
      .flatMap((folder) => sourceFiles(folder, ['.ts', '.tsx']))
      .filter((path) => !path.endsWith('.d.ts'))
      .filter((path) => paths.length === 0 || paths.some((wanted) => path.startsWith(wanted)))
    const problems = files.flatMap((path) =>
      importProblems({ path, imports: readImports(path, readFileSync(join(root, path), 'utf8')) }),
    )
    return Promise.resolve({ problems, note: `${files.length} files` })
  },
}
