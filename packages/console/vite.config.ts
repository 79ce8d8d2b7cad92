import { defineConfig } from 'vite'

/** Served by the hub under `/console/`; every file but the page itself has its hash in its name. */
export default defineConfig({
  base: '/console/',
  resolve: { conditions: ['tote-source', 'module', 'browser', 'development|production'] },
  build: { target: 'es2022', outDir: 'dist', modulePreload: { polyfill: false } },
})
