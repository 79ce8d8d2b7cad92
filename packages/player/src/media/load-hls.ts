import type Hls from 'hls.js'

/** Under this name a page's loader leaves what it has loaded already: an `import()` would answer some tasks later, each a long one. */
const ENGINE = Symbol.for('tote.engine')
let known: typeof Hls | undefined

/** hls.js, loaded when somebody wants the picture; kept, for the same reason. */
export async function loadHls(page: Document & { [ENGINE]?: typeof Hls } = document): Promise<typeof Hls> {
  known ??= page[ENGINE] ?? (await import('hls.js')).default
  return known
}
