import type { Plugin } from 'vite'

/** What hls.js reads of modules that are CommonJS alone, by the end of their path. */
const READ = {
  '/eventemitter3/index.js': 'export default module.exports',
  '/url-toolkit/src/url-toolkit.js': 'export const { buildAbsoluteURL } = module.exports',
} as const

/** Makes them modules like all others, so that no page loads what tells the two kinds apart. */
export function plainModules(): Plugin {
  const seen = new Set<string>()
  return {
    name: 'tote-plain-modules',
    transform(code, id) {
      const known = Object.entries(READ).find(([path]) => id.endsWith(path))
      if (known === undefined) return null
      const [path, names] = known
      seen.add(path)
      return `const exports = {}, module = { exports };\n${code.replace('(this);', '();')}\n${names}`
    },
    buildEnd() {
      const unseen = Object.keys(READ).filter((path) => !seen.has(path))
      if (unseen.length > 0) throw new Error(`${unseen.join(', ')}: no such module was built`)
    },
  }
}
