import { join } from 'node:path'
import { build, type Plugin, type Rolldown } from 'vite'
import { collapseTemplates } from './collapse-templates.config.ts'
import { leaveOut } from './leave-out.config.ts'
import { squeeze } from './squeeze.config.ts'

export interface AloneOptions {
  readonly root: string
  /** Of the file, before its hash. */
  readonly name: string
  /** From the package's folder. */
  readonly entry: string
  /** Code in place of modules of the player, by their path in it. */
  readonly inPlaceOf?: Readonly<Record<string, string>>
  /** What this file wants besides; it may look at what else is built. */
  plugins?(bundle: Rolldown.OutputBundle): readonly Plugin[]
}

/**
 * Makes a file that needs no other: a page that loads it may never load the player. So it has its own copy of what both
 * are made of.
 */
export function buildAlone({ root, name, entry, inPlaceOf = {}, plugins = () => [] }: AloneOptions): Plugin {
  return {
    name: `tote-build-${name}`,
    async generateBundle(_, bundle) {
      const built = await build({
        configFile: false,
        root,
        logLevel: 'error',
        // A library's build leaves this to whoever builds with it; this file is built with by nobody.
        define: { 'process.env.NODE_ENV': JSON.stringify('production') },
        resolve: { conditions: ['tote-source', 'module', 'browser', 'production'] },
        plugins: [
          leaveOut('/packages/player/src/', inPlaceOf),
          collapseTemplates('/packages/player/src/'),
          ...plugins(bundle),
          squeeze(),
        ],
        build: {
          target: 'es2022',
          write: false,
          modulePreload: false,
          lib: { entry: join(root, entry), formats: ['es'], fileName: name },
          rolldownOptions: { output: { entryFileNames: `${name}-[hash].js`, codeSplitting: false } },
        },
      })
      const [result] = [built].flat()
      const chunk = result !== undefined && 'output' in result ? result.output[0] : undefined
      if (chunk === undefined) throw new Error(`${name} was not built`)
      this.emitFile({ type: 'asset', fileName: chunk.fileName, source: chunk.code })
    },
  }
}
