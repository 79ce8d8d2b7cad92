import { minify } from 'terser'
import type { Plugin } from 'vite'

/**
 * Goes once more over what the bundler has made small: one and a half kilobytes of what every page loads, which
 * neither finds alone.
 */
export function squeeze(): Plugin {
  return {
    name: 'tote-squeeze',
    async generateBundle(_options, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type !== 'chunk') continue
        // No property is read for what reading it does: to lay a page out anew, say, or to fail on purpose.
        // And no function that an object holds is called with `new`.
        const compress = { passes: 3, pure_getters: true, unsafe_methods: true }
        const { code } = await minify(file.code, { module: true, ecma: 2020, compress })
        if (code === undefined) throw new Error(`${file.fileName} came out as nothing`)
        file.code = code
      }
    },
  }
}
