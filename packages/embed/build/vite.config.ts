import { createHash } from 'node:crypto'
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { defineConfig, type Plugin } from 'vite'
import { CHUNK_NAMES } from '../src/chunk-names.ts'
import { buildAlone } from './alone.config.ts'
import { collapseTemplates } from './collapse-templates.config.ts'
import { buildShows } from './shows.config.ts'
import { oneFile } from './one-file.config.ts'
import { ENGINE, slimEngine } from './slim-engine.config.ts'
import { squeeze } from './squeeze.config.ts'
import { pastBarrels } from './past-barrels.config.ts'
import { plainModules } from './plain-modules.config.ts'
import { shortWords } from './short-words.config.ts'
import { textSockets } from './text-sockets.config.ts'
import { dropUnreadNames } from './unread-names.config.ts'

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
    plainModules(),
    textSockets(),
    shortWords(),
    pastBarrels({
      '@tote/protocol': join(root, '../protocol/src/index.ts'),
      '@tote/core': join(root, '../core/src/index.ts'),
    }),
    plainImports(),
    collapseTemplates('/packages/player/src/'),
    squeeze(),
    dropUnreadNames(),
    buildShows(root),
    // A portal's page gets this and none of the player.
    buildAlone({ root, name: 'isolated', entry: 'src/isolated.ts' }),
    // It comes before what plays, and with none of it.
    buildAlone({ root, name: 'open-stream', entry: 'src/early/open-stream.ts' }),
    classicLoader(),
    publishFolders(),
  ],
  build: {
    target: 'es2022',
    outDir,
    emptyOutDir: true,
    modulePreload: false,
    rolldownOptions: {
      preserveEntrySignatures: 'allow-extension',
      input: {
        tote: join(root, 'src/tote.ts'),
        shell: join(root, 'src/shell.ts'),
        frame: join(root, 'src/frame/frame.ts'),
        'stream-captions': join(root, 'src/engine/stream-captions.ts'),
        faults: join(root, 'src/faults/fault-words.ts'),
        doctor: join(root, 'src/doctor/doctor.ts'),
        'host-cart': join(root, 'src/host-cart/host-cart.ts'),
      },
      output: {
        codeSplitting: {
          groups: [oneFile('shell', join(root, 'src/shell.ts')), oneFile('engine', ENGINE)],
        },
        // Letters of a hash squeeze to nothing less, and every page loads those of all chunks: seven keep versions apart,
        // and are the fewest that name more than 64 files.
        // The hub leads frames to the newest one's by its name.
        entryFileNames: ({ name }) =>
          name === 'tote' || name === 'frame' ? `${name}.js` : '[name]-[hash:7].js',
        chunkFileNames: '[name]-[hash:7].js',
      },
    },
  },
})

/** Chunks have neither styles nor links to preload: `import()` alone loads them. */
function plainImports(): Plugin {
  return {
    name: 'tote-plain-imports',
    enforce: 'pre',
    load: (id) =>
      id === '\0vite/preload-helper.js' ? 'export const __vitePreload = (load) => load()' : null,
  }
}

/** Makes the loader a script that any tag can run: no import of its own, no name in the page's scope. */
function classicLoader(): Plugin {
  return {
    name: 'tote-classic-loader',
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((file) => file.type === 'chunk')
      const loader = chunks.find(({ isEntry, name }) => isEntry && name === 'tote')
      if (loader === undefined) throw new Error('the loader was not built')
      if (loader.imports.length > 0 || loader.exports.length > 0)
        throw new Error(`the loader must stand alone, and imports ${loader.imports.join(', ')}`)
      for (const { fileName, code } of chunks)
        if (/__USE_\w+__/.test(code)) throw new Error(`${fileName} has a switch of hls.js that nobody set`)
      const files = Object.fromEntries(
        CHUNK_NAMES.map((name) => {
          const file = Object.keys(bundle).find((each) => each.startsWith(`${name}-`))
          if (file === undefined) throw new Error(`${name} was not built`)
          return [name, `./${file}`]
        }),
      )
      const code = loader.code.replaceAll('TOTE_FILES', JSON.stringify(files))
      loader.code = `/*! Tote ${version}, MIT */"use strict";(()=>{${code.trim()}})();\n`
    },
  }
}

/** Writes the hashes that a page may put in `integrity`, each file once more in brotli, and the floating folder. */
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
      // As they travel: squeezing hard takes longer than a request may.
      for (const [file] of hashes) {
        if (file.endsWith('.js'))
          writeFileSync(join(dir, `${file}.br`), brotliCompressSync(readFileSync(join(dir, file))))
      }
      const floating = join(dirname(dir), `v${version.split('.')[0]}`)
      rmSync(floating, { recursive: true, force: true })
      cpSync(dir, floating, { recursive: true })
    },
  }
}
