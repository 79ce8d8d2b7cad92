import { parseSync, type Plugin } from 'vite'

/** Markup and style sheets keep their line breaks and indents in the source; a page has no use for them. */
const TAGS = new Set(['html', 'svg', 'css'])

interface Node {
  readonly type: string
  readonly start: number
  readonly end: number
}

/** Makes one space of every line break and its indent in Lit's templates. */
export function collapseTemplates(folder: string): Plugin {
  return {
    name: 'tote-collapse-templates',
    enforce: 'pre',
    transform(code, id) {
      if (!id.includes(folder) || !id.endsWith('.ts')) return null
      let result = ''
      let kept = 0
      for (const { start, end } of texts(parseSync(id, code).program, code)) {
        result += code.slice(kept, start) + code.slice(start, end).replaceAll(/\s*\n\s*/g, ' ')
        kept = end
      }
      return { code: result + code.slice(kept), map: null }
    },
  }
}

/** The texts between the expressions of every tagged template, in order. */
function texts(node: unknown, code: string, found: Node[] = []): Node[] {
  if (Array.isArray(node)) for (const child of node) texts(child, code, found)
  else if (isNode(node)) {
    if (node.type === 'TaggedTemplateExpression' && 'tag' in node && 'quasi' in node && isNode(node.tag)) {
      const isOurs = TAGS.has(code.slice(node.tag.start, node.tag.end))
      if (isOurs && isNode(node.quasi) && 'quasis' in node.quasi && Array.isArray(node.quasi.quasis))
        found.push(...node.quasi.quasis.filter(isNode))
    }
    for (const child of Object.values(node)) texts(child, code, found)
  }
  return found.toSorted((a, b) => a.start - b.start)
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value && 'end' in value
}
