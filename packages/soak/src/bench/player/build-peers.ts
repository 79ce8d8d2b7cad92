import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'vite'
import { peers } from './peers.ts'

/** Bundles each peer by itself, as a shop that has only this one would, into a folder of its name. */
export async function buildPeers(folder: string): Promise<void> {
  for (const { name } of peers) {
    if (name === 'tote') continue
    const outDir = join(folder, name)
    await build({
      configFile: false,
      root: import.meta.dirname,
      base: './',
      logLevel: 'error',
      define: { 'process.env.NODE_ENV': '"production"' },
      build: {
        target: 'es2022',
        outDir,
        emptyOutDir: true,
        cssCodeSplit: false,
        chunkSizeWarningLimit: 5000,
        rolldownOptions: {
          input: join(import.meta.dirname, 'peers', `${name}.ts`),
          output: { entryFileNames: 'peer.js', assetFileNames: 'peer[extname]' },
        },
      },
    })
    // One without a style sheet of its own still has the link that every page has.
    const styles = join(outDir, 'peer.css')
    if (!existsSync(styles)) writeFileSync(styles, '')
  }
}
