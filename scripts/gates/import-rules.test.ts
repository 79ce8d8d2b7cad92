import { expect, test } from 'vitest'
import { readImports } from '../workspace/read-imports.ts'
import { importProblems } from './import-rules.ts'

const problemsOf = (path: string, source: string) =>
  importProblems({ path, imports: readImports(path, source) })

test.each([
  ['packages/core/src/a.ts', `import { lineId } from '@tote/protocol'`],
  ['packages/core/src/a.ts', `import { b } from './cart/b.ts'`],
  ['packages/player/src/a.ts', `import type { Tote } from '@tote/core'`],
  ['packages/embed/src/tote.ts', `await import('@tote/player/define')`],
  ['packages/embed/src/shell.ts', `import '@tote/player/define'`],
  ['packages/server/src/main.ts', `import { readFileSync } from 'node:fs'`],
  ['packages/core/src/a.test.ts', `import { FakeClock } from '@tote/testkit/clock'`],
  ['packages/core/src/a.test.ts', `import { startHub } from '@tote/server'`],
  ['examples/node/src/main.ts', `import { createTote } from '@tote/core'`],
  ['packages/core/src/a.ts', `// import { x } from '@tote/player'`],
])('allowed: %s with %s', (path, source) => {
  expect(problemsOf(path, source)).toEqual([])
})

test.each([
  ['packages/protocol/src/a.ts', `import { createTote } from '@tote/core'`, 'may import no package'],
  ['packages/core/src/a.ts', `import type { X } from '@tote/player'`, 'core may import protocol'],
  ['packages/core/src/a.ts', `export { x } from '@tote/player'`, 'core may import protocol'],
  ['packages/core/src/a.ts', `const x = await import('@tote/player')`, 'core may import protocol'],
  ['packages/server/src/a.ts', `import { createTote } from '@tote/core'`, 'server may import'],
  ['packages/player/src/a.ts', `import { hub } from '@tote/server'`, 'player may import'],
  ['packages/embed/src/tote.ts', `import '@tote/player/define'`, 'by import() alone'],
  ['packages/core/src/a.ts', `import { readFileSync } from 'node:fs'`, 'do not exist'],
  ['packages/core/src/a.ts', `import { join } from 'path'`, 'do not exist'],
  ['packages/core/src/a.ts', `import { FakeClock } from '@tote/testkit/clock'`, 'for tests and soak alone'],
  ['packages/core/src/cart/a.ts', `import { b } from '../index.ts'`, 'own index'],
  ['packages/core/src/a.ts', `import { b } from '@tote/core'`, 'the package itself'],
  ['packages/core/src/a.ts', `import { b } from '../../protocol/src/ids.ts'`, 'leaves the package'],
  [
    'examples/node/src/main.ts',
    `import { b } from '../../../packages/core/src/tote.ts'`,
    'leaves the package',
  ],
  ['packages/core/src/a.ts', `import { b } from './b.js'`, 'name the source file'],
  ['packages/core/src/index.ts', `export * from './b.ts'`, 'name what is exported'],
  ['packages/core/src/cart/utils.ts', '', 'a bucket'],
  ['packages/novel/src/a.ts', '', 'has no arrows'],
])('refused: %s with %s', (path, source, why) => {
  expect(problemsOf(path, source).join('\n')).toContain(why)
})
