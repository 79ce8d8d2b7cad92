import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'vite'
import { runCommand } from '../workspace/run-command.ts'
import { root, workspacePackages } from '../workspace/workspace.ts'
import type { Gate } from './gate.ts'

export const entriesGate: Gate = {
  name: 'entries',
  about: '[U20] every built entry loads in plain Node; [U25] core pulls no UI and no engine; needs `build`',
  async run() {
    const entries = workspacePackages()
      .filter(({ kind, isPrivate }) => kind === 'package' && !isPrivate)
      .flatMap(({ name, folder, manifest }) =>
        Object.keys(manifest.exports ?? {})
          .filter((subpath) => !/\.(json|css)$|\*/.test(subpath))
          .map((subpath) => ({ folder, specifier: name + subpath.slice(1) })),
      )
    const problems: string[] = []
    for (const { folder, specifier } of entries) {
      const problem = await loadInNode(folder, specifier)
      if (problem !== null) problems.push(`[U20] import of ${specifier} in plain Node: ${problem}`)
    }
    problems.push(...(await corePulls()))
    return { problems, note: `${entries.length} entries` }
  },
}

/** A page's server imports what the page does: nothing may be thrown, started or left running. */
async function loadInNode(folder: string, specifier: string): Promise<string | null> {
  const program = `await import(${JSON.stringify(specifier)})
    setTimeout(() => { console.error('something is left running'); process.exit(1) }, 5000).unref()`
  const { code, output } = await runCommand('node', ['--input-type=module', '--eval', program], {
    cwd: join(root, folder),
    env: { NODE_OPTIONS: '' },
  })
  if (code !== 0) return output.trim()
  return output.trim() === '' ? null : `it prints\n${output.trim()}`
}

/** What must never be among the modules of a page that imports core alone. */
const UI_AND_ENGINE =
  /\/node_modules\/(?:lit|lit-html|lit-element|@lit|@lit-labs|hls\.js|react)\/|\/packages\/(?:player|embed|console|react)\//

async function corePulls(): Promise<string[]> {
  const core = join(root, 'packages/core/dist/index.js')
  if (!existsSync(join(root, 'packages/core'))) return []
  if (!existsSync(core)) return ['[U25] packages/core/dist/index.js is not built']
  const whole = await bundle(`import * as core from ${JSON.stringify(core)}\nglobalThis.core = { ...core }`)
  const bare = await bundle(`import ${JSON.stringify(core)}`)
  const stray = whole.modules.filter((id) => UI_AND_ENGINE.test(id))
  return [
    ...stray.map((id) => `[U25] importing core pulls ${id.split('node_modules/').at(-1)}`),
    ...(bare.code.trim() === ''
      ? []
      : [`[U25] importing core and using nothing leaves code behind:\n${bare.code.slice(0, 400)}`]),
  ]
}

async function bundle(program: string): Promise<{ modules: string[]; code: string }> {
  const entry = '\0tote-entry'
  const output = await build({
    root,
    configFile: false,
    logLevel: 'error',
    plugins: [
      {
        name: 'tote-entry',
        resolveId: (id) => (id === 'tote-entry' ? entry : null),
        load: (id) => (id === entry ? program : null),
      },
    ],
    build: {
      write: false,
      minify: false,
      modulePreload: { polyfill: false },
      rolldownOptions: { input: 'tote-entry' },
    },
  })
  const outputs = Array.isArray(output) ? output : [output]
  const chunks = outputs
    .flatMap((one) => ('output' in one ? one.output : []))
    .filter((one) => one.type === 'chunk')
  return {
    modules: chunks.flatMap((chunk) => chunk.moduleIds),
    code: chunks.map((chunk) => chunk.code).join('\n'),
  }
}
