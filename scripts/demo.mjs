// `npm run demo`: a hub, a brand's site and a marketplace on this machine; `-- --fresh` starts from nothing, `-- --shop …`
// puts a shop behind the hub, with a page to pay on.
// Plain JavaScript over Node alone, for it runs before anything is installed; the rest is beside it in demo/.
import { spawnSync } from 'node:child_process'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

const root = fileURLToPath(new URL('..', import.meta.url))
process.chdir(root)

/** What can stand behind the hub. */
const SHOPS = {
  own: 'the example of a shop of one’s own',
  medusa: 'a real Medusa, brought from npm; it needs PostgreSQL',
  vendure: 'a real Vendure, brought from npm; it needs PostgreSQL',
}
const given = parseGiven(process.argv.slice(2))

const [major = 0] = process.versions.node.split('.').map(Number)
if (major < 24)
  stop(
    `Node ${process.versions.node} cannot run the demo; \`npm run demo\` brings Node 24 by itself. Or run this script with Node 24 or later.`,
  )

console.log('\n  Tote: one stream, one basket, on every site\n')
const startedAtMs = performance.now()
const { isTTY } = process.stdout
if (isTTY) process.stdout.write('  … packages (a minute the first time)')
const done = spawnSync('pnpm', ['install', '--frozen-lockfile', '--prefer-offline'], {
  encoding: 'utf8',
  env: { ...process.env, CI: 'true' },
  shell: process.platform === 'win32',
})
if (isTTY) process.stdout.write('\r\x1b[K')
if (done.error?.code === 'ENOENT')
  stop('There is no pnpm here: start with `npm run demo`, which brings its own.')
if (done.signal !== null) process.exit(130)
if (done.status !== 0) {
  console.error(`${done.stdout}${done.stderr}`.split('\n').slice(-30).join('\n'))
  stop(
    'The packages that the lockfile names could not be installed. Is there a network? Try again: it goes on where it stopped.',
  )
}
const seconds = `${((performance.now() - startedAtMs) / 1000).toFixed(1)} s`
console.log(`  ✓ ${'packages installed'.padEnd(30)}${seconds.padStart(10)}`)

const { runDemo } = await import('./demo/run-demo.ts')
process.exitCode = await runDemo({ root, isFresh: given.fresh ?? false, shop: given.shop ?? null })

function parseGiven(args) {
  const options = { fresh: { type: 'boolean' }, shop: { type: 'string' } }
  try {
    const { values } = parseArgs({ args, options })
    if (values.shop === undefined || Object.hasOwn(SHOPS, values.shop)) return values
    return stop(`The demo knows no shop ${String(values.shop)}. There are:\n${shopList()}`)
  } catch (error) {
    return stop(
      `${error.message}\n  The demo takes --fresh: start from nothing; --shop: a shop behind the hub:\n${shopList()}`,
    )
  }
}

function shopList() {
  return Object.entries(SHOPS)
    .map(([name, about]) => `    --shop ${name.padEnd(9)} ${about}`)
    .join('\n')
}

function stop(message) {
  console.error(`\n  ${message}\n`)
  process.exit(1)
}
