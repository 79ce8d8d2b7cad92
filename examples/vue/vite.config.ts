import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'

/** `tote-source` takes Tote's packages from their sources beside us; a shop of its own would leave it out. */
export default defineConfig({
  plugins: [vue({ template: { compilerOptions: { isCustomElement: (tag) => tag.startsWith('tote-') } } })],
  resolve: { conditions: ['tote-source', 'module', 'browser', 'development|production'] },
})
