import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const page = fileURLToPath(new URL('../page', import.meta.url))

/** Builds the page that takes Tote from npm, as a shop's own bundler would, into `outDir`. */
export async function buildNpmPage(outDir: string): Promise<void> {
  await build({
    root: page,
    logLevel: 'error',
    resolve: { conditions: ['tote-source', 'module', 'browser', 'production'] },
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2022',
      modulePreload: { polyfill: false },
      rolldownOptions: {
        input: `${page}/main.ts`,
        output: { entryFileNames: 'main.js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  })
}
