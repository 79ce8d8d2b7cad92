import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core'
import { problemAffectsResolutionKind } from '@arethetypeswrong/core/problems'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { runCommand } from '../workspace/run-command.ts'
import { root, workspacePackages, type WorkspacePackage } from '../workspace/workspace.ts'
import type { Gate } from './gate.ts'

export const packagesGate: Gate = {
  name: 'packages',
  about: 'publint and are-the-types-wrong over each package as it would be published; needs `build`',
  async run(paths) {
    const published = workspacePackages()
      .filter(({ kind, isPrivate }) => kind === 'package' && !isPrivate)
      .filter(({ folder }) => paths.length === 0 || paths.some((path) => path.startsWith(folder)))
    const problems: string[] = []
    for (const one of published) problems.push(...(await packedProblems(one)))
    return { problems, note: `${published.length} packages` }
  },
}

async function packedProblems({ name, folder, manifest }: WorkspacePackage): Promise<string[]> {
  const parcel = mkdtempSync(join(tmpdir(), 'tote-pack-'))
  try {
    const { code, output } = await runCommand('pnpm', ['pack', '--pack-destination', parcel], {
      cwd: join(root, folder),
    })
    const [tarball] = readdirSync(parcel)
    if (code !== 0 || tarball === undefined) return [`${name}: could not be packed\n${output}`]
    const bytes = readFileSync(join(parcel, tarball))
    const packed = createPackageFromTarballData(bytes)
    return [
      ...strayFiles(packed.listFiles()).map((file) => `${name}: packs ${file}, which nobody outside needs`),
      ...(await publintProblems(bytes, manifest)).map((problem) => `${name}: ${problem}`),
      ...(await typesProblems(packed)).map((problem) => `${name}: ${problem}`),
    ]
  } finally {
    rmSync(parcel, { recursive: true, force: true })
  }
}

/** Tests and their fixtures would be dead weight and import what is not published. */
function strayFiles(files: readonly string[]): string[] {
  return files
    .filter((file) => /\.test\.|-fixtures\.|\.tsbuildinfo$/.test(file))
    .map((file) => file.replace(/^\/node_modules\/(?:@[^/]+\/)?[^/]+\//, ''))
}

async function publintProblems(tarball: Buffer, manifest: object): Promise<string[]> {
  const { messages } = await publint({
    pack: { tarball: new Uint8Array(tarball).buffer },
    level: 'warning',
    strict: true,
  })
  return messages.map((message) => formatMessage(message, { ...manifest }, { color: false }) ?? message.code)
}

/** As an importer in Node's ESM or with a bundler sees the types; `require` of an ESM package is not offered. */
async function typesProblems(packed: ReturnType<typeof createPackageFromTarballData>): Promise<string[]> {
  const result = await checkPackage(packed, { excludeEntrypoints: ['./package.json', /\.(css|json|svg)$/] })
  if (result.types === false) return ['has no types']
  return result.problems
    .filter((problem) =>
      (['node16-esm', 'bundler'] as const).some((kind) =>
        problemAffectsResolutionKind(problem, kind, result),
      ),
    )
    .map((problem) => `types: ${JSON.stringify(problem)}`)
}
