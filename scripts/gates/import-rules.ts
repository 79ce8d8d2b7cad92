import { isBuiltin } from 'node:module'
import { dirname, join, normalize } from 'node:path/posix'
import type { ImportRecord } from '../workspace/read-imports.ts'

/**
 * The arrows of the workspace: which package may import which. Browser and server share the protocol and nothing else.
 * A package that is not here has no arrows yet, and the gate says so.
 */
const ARROWS: Readonly<Record<string, readonly string[]>> = {
  protocol: [],
  core: ['protocol'],
  player: ['protocol', 'core'],
  // The loader must stay tiny: it takes the player by import() alone, which the size budget holds too.
  embed: ['protocol', 'core', 'player'],
  react: ['protocol', 'core', 'player'],
  console: ['protocol', 'core', 'player'],
  window: ['protocol'],
  commerce: ['protocol'],
  server: ['protocol', 'commerce'],
  testkit: [],
  soak: ['protocol', 'core', 'server'],
}

const DYNAMIC_ONLY: readonly string[] = ['embed>player']

/** Run in a page, a worker or any framework: Node's own modules do not exist there. */
const WITHOUT_NODE: readonly string[] = ['protocol', 'core', 'player', 'embed', 'react', 'console', 'window']

/** A file named so gathers what belongs beside the things it serves. */
const BUCKETS = /\/(utils?|helpers?|types|constants|common|misc|shared)\.tsx?$/

export interface SourceFile {
  /** From the root: `packages/core/src/cart/cart.ts`. */
  readonly path: string
  readonly imports: readonly ImportRecord[]
}

/** What one file does against the rules, each with the way out; empty when nothing. */
export function importProblems({ path, imports }: SourceFile): string[] {
  const [kind = '', name = ''] = path.split('/')
  const isTest = /\.test\.tsx?$|-fixtures\.tsx?$|\/e2e\/|\.config\.ts$/.test(path)
  const problems: string[] = []
  const say = (problem: string) => problems.push(`${path}: ${problem}`)

  if (BUCKETS.test(path)) say('a bucket; name the file by the one thing it holds')
  const arrows = ARROWS[name]
  if (kind === 'packages' && arrows === undefined) {
    return [
      ...problems,
      `${path}: package ${name} has no arrows; add it to ARROWS in scripts/gates/import-rules.ts`,
    ]
  }

  for (const { specifier, how, isStar } of imports) {
    if (isStar) say(`export * from '${specifier}'; name what is exported`)
    if (specifier.startsWith('.')) {
      const target = normalize(join(dirname(path), specifier))
      if (specifier.endsWith('.js')) say(`'${specifier}'; relative imports name the source file, .ts`)
      if (!target.startsWith(`${kind}/${name}/`))
        say(`'${specifier}' leaves the package; import the package by its name`)
      if (target === `${kind}/${name}/src/index.ts`)
        say(`'${specifier}' is the package's own index; import the file`)
      continue
    }
    if (
      !isTest &&
      path.startsWith(`packages/${name}/src/`) &&
      WITHOUT_NODE.includes(name) &&
      isBuiltin(specifier)
    ) {
      say(`'${specifier}'; ${name} runs where Node's modules do not exist`)
    }
    const target = /^@tote\/([^/]+)/.exec(specifier)?.[1]
    if (target === undefined) continue
    if (target === 'testkit') {
      if (!isTest && name !== 'soak') say(`'${specifier}'; testkit is for tests and soak alone`)
    } else if (kind === 'packages' && target === name) {
      say(`'${specifier}' is the package itself; import the file`)
    } else if (
      kind === 'packages' &&
      arrows?.includes(target) === false &&
      !(isTest && mayTestWith(name, target))
    ) {
      say(
        `'${specifier}'; ${name} may import ${arrows.length > 0 ? arrows.join(', ') : 'no package of ours'}`,
      )
    } else if (how === 'static' && DYNAMIC_ONLY.includes(`${name}>${target}`) && path === LOADER) {
      say(`'${specifier}'; the loader takes ${target} by import() alone`)
    }
  }
  return problems
}

/** The file behind the script tag. */
const LOADER = 'packages/embed/src/tote.ts'

/** A test of a client may start the real hub; nothing that ships may. */
function mayTestWith(name: string, target: string): boolean {
  return target === 'server' && name !== 'protocol'
}
