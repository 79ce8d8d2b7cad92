import type { Plugin } from 'vite'

/**
 * What libraries say to whoever builds with them, and shorter: this build was made and tested, and a page never comes there.
 * By the end of the module's path; each text once.
 */
const WORDS: readonly (readonly [module: string, text: string, short: string])[] = [
  [
    '/@lit/reactive-element/css-tag.js',
    'CSSResult is not constructable. Use `unsafeCSS` or `css` instead.',
    'css',
  ],
  [
    '/@lit/reactive-element/css-tag.js',
    "Value passed to 'css' function must be a 'css' function result: ",
    'css ',
  ],
  [
    '/@lit/reactive-element/css-tag.js',
    ". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.",
    '',
  ],
  ['/lit-html/directives/live.js', 'The `live` directive is not allowed on child or event bindings', 'live'],
  ['/lit-html/directives/live.js', '`live` bindings can only contain a single expression', 'live'],
  [
    '/socket.io-client/build/esm/socket.js',
    'It seems you are trying to reach a Socket.IO server in v2.x with a v3.x client, but they are not compatible (more information here: https://socket.io/docs/v3/migrating-from-2-x-to-3-0/)',
    'old server',
  ],
  [
    '/zod/v4/core/core.js',
    'Encountered Promise during synchronous parse. Use .parseAsync() instead.',
    'a promise',
  ],
  ['/zod/v4/core/util.js', 'Cannot specify both `message` and `error` params', 'both'],
  ['/zod/v4/mini/schemas.js', 'Uninitialized schema in ZodMiniType.', 'no schema'],
]

/** Puts `WORDS` in. Fails when one is not found: then the library has changed, and has to be read again. */
export function shortWords(): Plugin {
  const left = new Set(WORDS)
  return {
    name: 'tote-short-words',
    enforce: 'pre',
    transform(code, id) {
      const own = WORDS.filter(([module]) => id.endsWith(module))
      if (own.length === 0) return null
      let short = code
      for (const word of own) {
        if (!short.includes(word[1])) throw new Error(`${id} no longer says: ${word[1]}`)
        short = short.replace(word[1], word[2])
        left.delete(word)
      }
      return { code: short, map: null }
    },
    generateBundle() {
      const [missed] = left
      if (missed !== undefined) throw new Error(`${missed[0]} is not in this build any more`)
    },
  }
}
