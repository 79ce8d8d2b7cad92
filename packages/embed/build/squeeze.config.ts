import { minify } from 'terser'
import type { Plugin } from 'vite'

/** No property is read for what reading it does: to lay a page out anew, say, or to fail on purpose. */
const SMALL = { passes: 3, pure_getters: true }
/** And no function that an object holds is called with `new`. Of what is small already this leaves what squeezes best. */
const SMALLER = { ...SMALL, unsafe_methods: true, collapse_vars: false }

/**
 * Goes twice more over what the bundler has made small: more than one and a half kilobytes of what every page loads, which
 * none of them finds alone.
 */
export function squeeze(): Plugin {
  return {
    name: 'tote-squeeze',
    async generateBundle(_options, bundle) {
      for (const file of Object.values(bundle))
        if (file.type === 'chunk')
          for (const compress of [SMALL, SMALLER]) {
            const { code } = await minify(file.code, { module: true, ecma: 2020, compress })
            if (code === undefined) throw new Error(`${file.fileName} came out as nothing`)
            file.code = code
          }
    },
  }
}
