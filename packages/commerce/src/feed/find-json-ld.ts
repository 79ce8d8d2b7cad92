import { parse, type DefaultTreeAdapterTypes } from 'parse5'
import type { FeedProblem } from './feed-item.ts'

/** What one script of the page says, and where it begins. */
export interface JsonLdScript {
  readonly content: unknown
  /** `script on line 12`. */
  readonly at: string
}

/** All `application/ld+json` of a page, as a browser finds them. Nothing of the page is run. */
export function findJsonLd(html: string): {
  scripts: readonly JsonLdScript[]
  problems: readonly FeedProblem[]
} {
  const scripts: JsonLdScript[] = []
  const problems: FeedProblem[] = []
  visit(parse(html, { sourceCodeLocationInfo: true }), (element) => {
    const type = element.attrs.find(({ name }) => name === 'type')?.value ?? ''
    if (element.tagName !== 'script' || !/^application\/ld\+json\s*(?:;|$)/i.test(type.trim())) return
    const at = `script on line ${element.sourceCodeLocation?.startLine ?? '?'}`
    const text = element.childNodes.map((node) => ('value' in node ? node.value : '')).join('')
    try {
      scripts.push({ content: JSON.parse(text), at })
    } catch (cause) {
      problems.push({ at, why: `is not JSON: ${cause instanceof Error ? cause.message : ''}` })
    }
  })
  return { scripts, problems }
}

type Node = DefaultTreeAdapterTypes.Node

/** With a list of its own: a page may nest deeper than calls can. */
function visit(root: Node, take: (element: DefaultTreeAdapterTypes.Element) => void): void {
  const waiting: Node[] = [root]
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if ('tagName' in node) take(node)
    if ('childNodes' in node) waiting.push(...node.childNodes.toReversed())
  }
}
