import type { CssProperty } from './manifest.ts'

/**
 * The custom properties that a style sheet's docstring names (`@cssproperty --tote-x - words`), each with the default
 * that the sheet falls back to.
 */
export function readTokens(source: string): CssProperty[] {
  return [...source.matchAll(/^ \* @cssproperty (--[\w-]+) - (.+)$/gm)].map(
    ([, name = '', description = '']) => ({ name, description, default: fallbackOf(source, name) }),
  )
}

function fallbackOf(css: string, name: string): string {
  const start = new RegExp(`var\\(\\s*${name},\\s*`).exec(css)
  if (start === null) return ''
  const from = start.index + start[0].length
  let depth = 1
  for (let at = from; at < css.length; at += 1) {
    if (css[at] === '(') depth += 1
    if (css[at] === ')') depth -= 1
    if (depth === 0) return css.slice(from, at).trim().replaceAll(/\s+/g, ' ')
  }
  throw new Error(`the default of ${name} has no end`)
}
