import { cli } from '@custom-elements-manifest/analyzer/cli.js'
import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { root } from '../workspace/workspace.ts'

/** What the analyzer finds in a class: as in the manifest, but anything may be missing, and private things are there. */
export interface AnalyzedClass {
  readonly name: string
  readonly summary?: string
  readonly description?: string
  readonly attributes?: readonly AnalyzedMember[]
  readonly members?: readonly AnalyzedMember[]
  readonly events?: readonly Partial<AnalyzedMember>[]
  readonly slots?: readonly AnalyzedMember[]
  readonly cssParts?: readonly AnalyzedMember[]
  readonly cssProperties?: readonly AnalyzedMember[]
}

export interface AnalyzedMember {
  readonly kind?: 'field' | 'method'
  readonly name: string
  readonly type?: { readonly text: string }
  readonly default?: string
  readonly description?: string
  readonly attribute?: string
  readonly fieldName?: string
  readonly privacy?: string
  readonly static?: boolean
  readonly readonly?: boolean
  readonly parameters?: readonly { readonly name: string; readonly type?: { readonly text: string } }[]
  readonly return?: { readonly type: { readonly text: string } }
}

export interface AnalyzedElement {
  readonly tagName: string
  /** From the package's folder: `src/tote-cart/tote-cart.ts`. */
  readonly path: string
  readonly analyzed: AnalyzedClass
}

const player = join(root, 'packages/player')

export interface AnalyzedPackage {
  /** Every element that a file of `define/` registers, with what its class says of itself. */
  readonly elements: readonly AnalyzedElement[]
  /** Where a class stands, from `src`: `./tote-cart/tote-cart.ts`. */
  fileOf(className: string): string
}

export async function analyzePlayer(): Promise<AnalyzedPackage> {
  // The schema is the analyzer's own; a wrong shape shows at once in what is made of it.
  const { modules } = (await cli({
    argv: ['analyze', '--config', '../../scripts/manifest/analyzer.config.mjs'],
    cwd: player,
    noWrite: true,
  })) as { modules: { path: string; declarations: AnalyzedClass[] }[] }
  const elements = globSync('src/define/tote-*.ts', { cwd: player })
    .toSorted()
    .map((file) => {
      const tagName = basename(file, '.ts')
      const name = new RegExp(`safeDefine\\('${tagName}', (\\w+)\\)`).exec(
        readFileSync(join(player, file), 'utf8'),
      )?.[1]
      for (const { path, declarations } of modules) {
        const analyzed = declarations.find((one) => one.name === name)
        if (analyzed !== undefined) return { tagName, path, analyzed }
      }
      throw new Error(`${file} does not define ${tagName} by a class of this package`)
    })
  return {
    elements,
    fileOf(className) {
      const found = modules.find(({ declarations }) => declarations.some(({ name }) => name === className))
      if (found === undefined) throw new Error(`there is no class ${className} in ${player}`)
      return found.path.replace(/^src/, '.')
    },
  }
}
