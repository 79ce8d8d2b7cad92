import { createHash } from 'node:crypto'
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { defineConfig, type Plugin } from 'vite'
import { collapseTemplates } from './collapse-templates.config.ts'
import { leaveOut } from './leave-out.config.ts'
import { slimEngine } from './slim-engine.config.ts'

const root = dirname(import.meta.dirname)
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  version: string
}
const engineVersion = (
  JSON.parse(readFileSync(new URL(import.meta.resolve('hls.js/package.json')), 'utf8')) as { version: string }
).version
const dist = join(root, 'dist')
const outDir = join(dist, `v${version}`)

/**
 * One folder a version, whose files never change: `tote.js`, the chunks it loads by their hashed names, and
 * `integrity.json`. Beside it `v<major>`, the same files at an address that moves on.
 */
export default defineConfig({
  root,
  base: './',
  resolve: { conditions: ['tote-source', 'module', 'browser', 'production'] },
  define: { TOTE_VERSION: JSON.stringify(version) },
  plugins: [
    slimEngine(engineVersion),
    socketOnly(),
    collapseTemplates('/packages/player/src/'),
    classicLoader(),
    publishFolders(),
  ],
  build: {
    target: 'es2022',
    outDir,
    emptyOutDir: true,
    // It would add a helper that makes link elements; the chunks are few.
    modulePreload: false,
    rolldownOptions: {
      preserveEntrySignatures: false,
      input: { tote: join(root, 'src/tote.ts'), shell: join(root, 'src/shell.ts') },
      output: {
        entryFileNames: ({ name }) => (name === 'tote' ? 'tote.js' : '[name]-[hash].js'),
        chunkFileNames: ({ moduleIds }) =>
          moduleIds.some((id) => id.endsWith('/hls.js/src/hls.ts')) ? 'engine-[hash].js' : '[name]-[hash].js',
      },
    },
  },
})

/** The hub speaks over WebSocket alone: no polling, no WebTransport. */
function socketOnly(): Plugin {
  return leaveOut('/engine.io-client/build/esm/', {
    'transports/index': 'import { WS } from "./websocket.js"\nexport const transports = { websocket: WS }',
  })
}

/** Makes the loader a script that any tag can run: no import of its own, no name in the page's scope. */
function classicLoader(): Plugin {
  return {
    name: 'tote-classic-loader',
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((file) => file.type === 'chunk')
      const shell = chunks.find(({ isEntry, name }) => isEntry && name === 'shell')
      const loader = chunks.find(({ isEntry, name }) => isEntry && name === 'tote')
      if (shell === undefined || loader === undefined)
        throw new Error('the loader or its shell was not built')
      if (loader.imports.length > 0 || loader.exports.length > 0)
        throw new Error(`the loader must stand alone, and imports ${loader.imports.join(', ')}`)
      for (const { fileName, code } of chunks)
        if (/__USE_\w+__/.test(code)) throw new Error(`${fileName} has a switch of hls.js that nobody set`)
      const code = loader.code.replaceAll('TOTE_SHELL', JSON.stringify(`./${shell.fileName}`))
      loader.code = `/*! Tote ${version}, MIT */"use strict";(()=>{${code.trim()}})();\n`
    },
  }
}

/** Writes the hashes that a page may put in `integrity`, and the floating folder. */
function publishFolders(): Plugin {
  return {
    name: 'tote-publish-folders',
    writeBundle({ dir = outDir }, bundle) {
      const hashes = Object.keys(bundle)
        .toSorted()
        .map((file) => {
          const hash = createHash('sha384')
            .update(readFileSync(join(dir, file)))
            .digest('base64')
          return [file, `sha384-${hash}`] as const
        })
      writeFileSync(
        join(dir, 'integrity.json'),
        `${JSON.stringify({ version, files: Object.fromEntries(hashes) }, null, 2)}\n`,
      )
      const floating = join(dirname(dir), `v${version.split('.')[0]}`)
      rmSync(floating, { recursive: true, force: true })
      cpSync(dir, floating, { recursive: true })
    },
  }
}
