import { defineConfig } from 'vite'

/** `tote-source` takes Tote's packages from their sources beside us; a shop of its own would leave it out. */
export default defineConfig({
  // Served in a folder of a site.
  base: './',
  resolve: { conditions: ['tote-source', 'module', 'browser', 'development|production'] },
  build: { target: 'es2022', modulePreload: { polyfill: false } },
})
