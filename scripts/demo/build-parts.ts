import { spawn } from 'node:child_process'
import { existsSync, globSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { DemoError, step } from './step.ts'

interface Part {
  readonly name: string
  /** From the root; its `build` script is run there. */
  readonly folder: string
  /** Written last by its build. */
  readonly product: string
}

const PARTS: readonly Part[] = [
  { name: 'embed built', folder: 'packages/embed', product: 'packages/embed/dist/v*.*.*/integrity.json' },
  { name: 'console built', folder: 'packages/console', product: 'packages/console/dist/index.html' },
  { name: 'hub windows built', folder: 'packages/window', product: 'packages/window/dist/index.html' },
  {
    name: 'marketplace built',
    folder: 'examples/marketplace',
    product: 'examples/marketplace/dist/index.html',
  },
  {
    name: 'theme editor built',
    folder: 'examples/theme-editor',
    product: 'examples/theme-editor/dist/index.html',
  },
]

/** What every part is made of besides its own folder. */
const SHARED = [
  'packages/protocol/src',
  'packages/core/src',
  'packages/player/src',
  'packages/react/src',
  'pnpm-lock.yaml',
]

/** Builds what pages load; what is newer than its sources stays. */
export async function buildParts(root: string): Promise<void> {
  const sharedAtMs = Math.max(...SHARED.map((path) => newest(root, path)))
  for (const { name, folder, product } of PARTS) {
    const [built] = globSync(product, { cwd: root })
    const sourcesAtMs = Math.max(sharedAtMs, newest(root, folder))
    if (built !== undefined && statSync(join(root, built)).mtimeMs > sourcesAtMs) continue
    await step(name, () => runBuild(root, folder))
  }
}

function newest(root: string, path: string): number {
  const whole = join(root, path)
  if (!existsSync(whole)) throw new DemoError(`${path} is missing. Is this a whole copy of the repository?`)
  if (statSync(whole).isFile()) return statSync(whole).mtimeMs
  const files = globSync('**/*', {
    cwd: whole,
    exclude: (name) => name === 'node_modules' || name === 'dist',
  })
  return Math.max(0, ...files.map((file) => statSync(join(whole, file)).mtimeMs))
}

function runBuild(root: string, folder: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn('pnpm', ['run', 'build'], {
      cwd: join(root, folder),
      // What shoppers get, whatever the terminal was last used for.
      env: { ...process.env, NODE_ENV: 'production', NO_COLOR: '1', FORCE_COLOR: undefined },
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    })
    let output = ''
    const keep = (chunk: string) => {
      output += chunk
    }
    child.stdout.setEncoding('utf8').on('data', keep)
    child.stderr.setEncoding('utf8').on('data', keep)
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0) resolve()
      else reject(new DemoError(`${folder} could not be built:\n\n${tail(output)}`))
    })
  })
}

/** The end of a log, where the reason is. */
export function tail(log: string, lines = 30): string {
  return log.trimEnd().split('\n').slice(-lines).join('\n')
}
