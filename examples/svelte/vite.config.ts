import { svelte, vitePreprocess } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vite'

/** `tote-source` takes Tote's packages from their sources beside us; a shop of its own would leave it out. */
export default defineConfig({
  plugins: [svelte({ configFile: false, preprocess: vitePreprocess() })],
  resolve: { conditions: ['tote-source', 'svelte', 'module', 'browser', 'development|production'] },
})
