import { parseSync, type Plugin } from 'vite'

/** Markup and style sheets keep their line breaks and indents in the source; a page has no use for them. */
const TAGS = new Set(['html', 'svg', 'css'])

interface Node {
  readonly type: string
  readonly start: number
  readonly end: number
}

interface Text extends Node {
  readonly isSheet: boolean
}

/** Makes one space of every line break and its indent in Lit's templates, and takes comments and idle spaces out of sheets. */
export function collapseTemplates(folder: string): Plugin {
  return {
    name: 'tote-collapse-templates',
    enforce: 'pre',
    transform(code, id) {
      if (!id.includes(folder) || !id.endsWith('.ts')) return null
      let result = ''
      let kept = 0
      for (const { start, end, isSheet } of texts(parseSync(id, code).program, code)) {
        const text = code.slice(start, end)
        const short = (isSheet ? squeezeSheet(text) : text.replaceAll(/\s+>/g, '>')).replaceAll(
          /\s*\n\s*/g,
          ' ',
        )
        result += code.slice(kept, start) + short
        kept = end
      }
      return { code: result + code.slice(kept), map: null }
    },
  }
}

/** The texts between the expressions of every tagged template, in order. */
function texts(node: unknown, code: string, found: Text[] = []): Text[] {
  if (Array.isArray(node)) for (const child of node) texts(child, code, found)
  else if (isNode(node)) {
    if (node.type === 'TaggedTemplateExpression' && 'tag' in node && 'quasi' in node && isNode(node.tag)) {
      const tag = code.slice(node.tag.start, node.tag.end)
      if (TAGS.has(tag) && isNode(node.quasi) && 'quasis' in node.quasi && Array.isArray(node.quasi.quasis))
        for (const { type, start, end } of node.quasi.quasis.filter(isNode))
          found.push({ type, start, end, isSheet: tag === 'css' })
    }
    for (const child of Object.values(node)) texts(child, code, found)
  }
  return found.toSorted((a, b) => a.start - b.start)
}

/** Text in quotes stays as it is; around signs that part things a space says nothing, nor a sign before an end or a zero before a point. */
function squeezeSheet(text: string): string {
  return text.replaceAll(
    /("[^"\n]*"|'[^'\n]*')|\/\*[^]*?\*\/|\s*;?\s*(\})\s*|\s*([{;,])\s*|(:)\s+|(?<=[\s:(,])0(\.\d)/g,
    (_, ...kept: readonly unknown[]) => kept.slice(0, 5).find((each) => typeof each === 'string') ?? '',
  )
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value && 'end' in value
}
