import { join } from 'node:path'
import { runCommand } from '../workspace/run-command.ts'
import { root, sourceFiles, workspacePackages } from '../workspace/workspace.ts'
import type { Gate } from './gate.ts'

export const typesGate: Gate = {
  name: 'types',
  about:
    'tsc over every tsconfig of packages, examples and scripts, from source; the compilers of frameworks over theirs',
  async run(paths) {
    // A build's tsconfig holds fewer files than the others and needs the packages beside it built.
    const configs = ['packages', 'examples', 'scripts']
      .flatMap((folder) => sourceFiles(folder, ['.json']))
      .filter((path) => /\/tsconfig[^/]*\.json$/.test(path))
      .filter((config) => !config.endsWith('.build.json'))
      .filter((config) => paths.length === 0 || paths.some((path) => config.startsWith(path)))
    const problems: string[] = []
    for (const config of configs) {
      const { code, output } = await runCommand('tsc', ['--noEmit', '--pretty', 'false', '-p', config])
      if (code !== 0) problems.push(`${config}\n${output.trim()}`)
    }
    // Where templates have types of their own, a package has its framework's checker as its script `types`.
    const checkers = workspacePackages().filter(
      ({ folder, manifest }) =>
        manifest.scripts?.['types'] !== undefined &&
        (paths.length === 0 || paths.some((path) => folder.startsWith(path))),
    )
    for (const { folder } of checkers) {
      const { code, output } = await runCommand('pnpm', ['run', 'types'], { cwd: join(root, folder) })
      if (code !== 0) problems.push(`${folder}\n${output.trim()}`)
    }
    return { problems, note: `${configs.length + checkers.length} projects` }
  },
}
