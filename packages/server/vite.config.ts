import { defineConfig } from 'vite'

/**
 * The `tote` command in one piece: a hub that was killed has a dozen files to read until it listens again, not a
 * thousand. See docs/decisions/hub-in-one-piece.md.
 */
export default defineConfig({
  ssr: {
    noExternal: true,
    // Nobody has to have them; they are looked for when they are asked for.
    external: ['pg-native', '@opentelemetry/sdk-node', '@opentelemetry/exporter-trace-otlp-http'],
    resolve: { conditions: ['tote-source', 'node'] },
  },
  build: {
    ssr: 'src/main.ts',
    outDir: 'dist/bin',
    emptyOutDir: true,
    target: 'node24',
    // Whose code is in it, with their terms.
    license: { fileName: 'licenses.md' },
    rolldownOptions: {
      output: { entryFileNames: 'tote.js', chunkFileNames: '[name]-[hash].js' },
    },
  },
})
