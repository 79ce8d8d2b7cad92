import { defineConfig } from 'vite'

/**
 * Templates are compiled in the browser, which needs nothing but Vite; a shop of its own builds with Angular's own tools,
 * from the same source. `tote-source` takes Tote's packages from their sources beside us; a shop would leave it out.
 */
export default defineConfig({
  resolve: { conditions: ['tote-source', 'module', 'browser', 'development|production'] },
})
