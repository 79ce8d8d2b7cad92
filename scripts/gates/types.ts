import { runCommand } from '../workspace/run-command.ts'
import { sourceFiles } from '../workspace/workspace.ts'
import type { Gate } from './gate.ts'

export const typesGate: Gate = {
  name: 'types',
  about: 'tsc over every tsconfig of packages, examples and scripts, from source',
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
    return { problems, note: `${configs.length} projects` }
  },
}
