import { defineConfig } from 'vite'

/** Served by the hub: the files under `/window/`, the page itself at `/continue`, `/adopt` and `/where`. */
export default defineConfig({
  base: '/window/',
  resolve: { conditions: ['tote-source', 'module', 'browser', 'development|production'] },
  build: { target: 'es2022', outDir: 'dist', modulePreload: { polyfill: false } },
})
