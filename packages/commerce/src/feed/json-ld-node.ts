import type { FeedValue } from './feed-item.ts'
import type { JsonLdScript } from './find-json-ld.ts'
import { isRecord } from './read-json.ts'

type Content = Readonly<Record<string, unknown>>

/** One thing that JSON-LD describes. A value may be alone or in a list, in place or elsewhere on the page by its `@id`. */
export class JsonLdNode {
  readonly at: string
  readonly #content: Content
  readonly #known: ReadonlyMap<string, JsonLdNode>

  private constructor(content: Content, at: string, known: ReadonlyMap<string, JsonLdNode>) {
    this.#content = content
    this.at = at
    this.#known = known
  }

  static roots(scripts: readonly JsonLdScript[]): JsonLdNode[] {
    const known = new Map<string, JsonLdNode>()
    for (const { content, at } of scripts)
      noteNamed(content, `${at}, $`, (id, node, where) => {
        if (!known.has(id)) known.set(id, new JsonLdNode(node, where, known))
      })
    return scripts
      .flatMap(({ content, at }) => listOf(content, `${at}, $`))
      .flatMap(({ value, at }) => (isRecord(value) ? [new JsonLdNode(value, at, known)] : []))
  }

  isA(type: string): boolean {
    return [this.#content['@type']]
      .flat()
      .some((one) => typeof one === 'string' && one.split(/[/#:]/).at(-1) === type)
  }

  all(name: string): JsonLdNode[] {
    return listOf(this.#content[name], `${this.at}${step(name)}`).flatMap(({ value, at }) => {
      if (!isRecord(value)) return []
      const id = value['@id']
      const elsewhere =
        typeof id === 'string' && Object.keys(value).length === 1 ? this.#known.get(id) : undefined
      return [elsewhere ?? new JsonLdNode(value, at, this.#known)]
    })
  }

  one(name: string): JsonLdNode | undefined {
    return this.all(name)[0]
  }

  /** A text or a number that stands there; of several none, for nothing says which is meant. */
  text(name: string): FeedValue | undefined {
    const values = listOf(this.#content[name], `${this.at}${step(name)}`)
    const [first] = values
    if (first === undefined || values.length > 1) return undefined
    return toValue(first.value, first.at)
  }

  /** The text itself, or the name of what stands there. */
  named(name: string): FeedValue | undefined {
    return this.text(name) ?? this.one(name)?.text('name')
  }

  /** The first picture's address: further ones are of the same thing. */
  address(name: string): FeedValue | undefined {
    const [first] = listOf(this.#content[name], `${this.at}${step(name)}`)
    if (first === undefined) return undefined
    const node = this.one(name)
    return toValue(first.value, first.at) ?? node?.text('url') ?? node?.text('contentUrl')
  }
}

function toValue(value: unknown, at: string): FeedValue | undefined {
  if (typeof value === 'number') return { text: String(value), at }
  if (typeof value !== 'string' || value.trim() === '') return undefined
  return { text: value.trim(), at }
}

function listOf(value: unknown, at: string): { value: unknown; at: string }[] {
  if (value === undefined || value === null) return []
  return Array.isArray(value)
    ? value.map((one: unknown, index) => ({ value: one, at: `${at}[${index}]` }))
    : [{ value, at }]
}

const step = (name: string) => (/^[A-Za-z_]\w*$/.test(name) ? `.${name}` : `["${name}"]`)

/** What is described somewhere under an `@id`, so that others can refer to it. */
function noteNamed(root: unknown, from: string, note: (id: string, node: Content, at: string) => void): void {
  const waiting = listOf(root, from)
  for (const { value, at } of waiting) {
    if (!isRecord(value)) continue
    const id = value['@id']
    if (typeof id === 'string' && Object.keys(value).length > 1) note(id, value, at)
    for (const [name, inner] of Object.entries(value)) waiting.push(...listOf(inner, `${at}${step(name)}`))
  }
}
