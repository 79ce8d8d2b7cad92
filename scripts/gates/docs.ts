import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { runCommand } from '../workspace/run-command.ts'
import { root, sourceFiles } from '../workspace/workspace.ts'
import { madeFiles } from '../manifest/made-files.ts'
import { brokenLinks, foreignTraces } from './doc-rules.ts'
import type { Gate } from './gate.ts'

const TEXT = [
  '.md',
  '.ts',
  '.tsx',
  '.mjs',
  '.js',
  '.json',
  '.yaml',
  '.yml',
  '.html',
  '.css',
  '.svg',
  '.txt',
  'run',
]

export const docsGate: Gate = {
  name: 'docs',
  about:
    'links of *.md lead somewhere; no file names a registry or a path of one machine; what is made from the elements is up to date',
  async run() {
    const registry = await registryHost()
    const files = sourceFiles('.', TEXT)
    const read = (path: string) => readFileSync(join(root, path), 'utf8')
    const exists = (from: string, target: string) => existsSync(join(root, dirname(from), target))
    const problems = files.flatMap((path) => [
      ...(path.endsWith('.md')
        ? brokenLinks(path, read(path), { exists, read: (target) => read(join(dirname(path), target)) })
        : []),
      ...foreignTraces(path, read(path), registry),
    ])
    return { problems: [...problems, ...(await staleFiles())], note: `${files.length} files` }
  },
}

/** Manifest, reference page and types say what the elements' sources say now. */
async function staleFiles(): Promise<string[]> {
  return [...(await madeFiles())]
    .filter(
      ([path, text]) => !existsSync(join(root, path)) || readFileSync(join(root, path), 'utf8') !== text,
    )
    .map(([path]) => `${path} is not what the elements say of themselves: run \`npm run manifest\``)
}

/** Where this machine gets its packages: known at run time only, and no file may know it. */
async function registryHost(): Promise<string | undefined> {
  const { code, output } = await runCommand('pnpm', ['config', 'get', 'registry'])
  return code === 0 && URL.canParse(output.trim()) ? new URL(output.trim()).host : undefined
}
