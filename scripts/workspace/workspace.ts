import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the whole workspace, with a slash at no end. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '')

export interface WorkspacePackage {
  /** As in its package.json, such as `@tote/core`. */
  readonly name: string
  /** From the root, such as `packages/core`. */
  readonly folder: string
  readonly kind: 'package' | 'example'
  readonly isPrivate: boolean
  readonly manifest: Manifest
}

export interface Manifest {
  readonly name: string
  readonly private?: boolean
  readonly exports?: Readonly<Record<string, unknown>>
  readonly scripts?: Readonly<Record<string, string>>
}

/** Every package and example there is now, found by its package.json. */
export function workspacePackages(): WorkspacePackage[] {
  return globSync('{packages,examples}/*/package.json', { cwd: root })
    .toSorted()
    .map((path) => {
      // Written by us; a wrong shape shows at once in the gates that read it.
      const manifest = JSON.parse(readFileSync(join(root, path), 'utf8')) as Manifest
      return {
        name: manifest.name,
        folder: dirname(path),
        kind: path.startsWith('packages/') ? 'package' : 'example',
        isPrivate: manifest.private === true,
        manifest,
      }
    })
}

const NOT_OURS = new Set([
  'node_modules',
  'dist',
  '.git',
  '.demo',
  '.next',
  'coverage',
  '__screenshots__',
  '.vitest-attachments',
])

/** Files below `folder` (from the root) that end so, without what is installed, built or recorded. */
export function sourceFiles(folder: string, endings: readonly string[]): string[] {
  if (!existsSync(join(root, folder))) return []
  return globSync('**/*', {
    cwd: join(root, folder),
    withFileTypes: true,
    exclude: (entry) => NOT_OURS.has(entry.name),
  })
    .filter((entry) => entry.isFile() && endings.some((ending) => entry.name.endsWith(ending)))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .toSorted()
}
