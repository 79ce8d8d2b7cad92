// `npm test`: everything a change must pass. `npm test -- <gate> [path…]` runs one gate.
// Plain JavaScript over Node alone, for it runs before anything is installed; the gates are beside it in gates/.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
process.chdir(root)

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 24) {
  stop(
    `Node ${process.versions.node} cannot run the gates; \`npm test\` brings Node 24 by itself. Or run this script with Node 24 or later.`,
  )
}

const startedAtMs = performance.now()
run(
  'pnpm',
  ['install', '--frozen-lockfile', '--prefer-offline'],
  'pnpm could not install what the lockfile names',
)
console.log(
  `  installed         ${((performance.now() - startedAtMs) / 1000).toFixed(1).padStart(6)} s   (Node ${major}.${minor})`,
)

const { runGates } = await import('./gates/run-gates.ts')
process.exitCode = await runGates(process.argv.slice(2))

function run(command, args, failure) {
  const done = spawnSync(command, args, { encoding: 'utf8', env: { ...process.env, CI: 'true' } })
  if (done.error?.code === 'ENOENT')
    stop(`There is no ${command} here: start with \`npm test\`, which brings its own.`)
  if (done.status === 0) return
  console.error(done.stdout, done.stderr)
  stop(
    `${failure}.${existsSync('pnpm-lock.yaml') ? ' If a package.json changed, run `pnpm install` and commit pnpm-lock.yaml.' : ''}`,
  )
}

function stop(message) {
  console.error(message)
  process.exit(1)
}
