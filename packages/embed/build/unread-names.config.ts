import { parseSync, type Plugin } from 'vite'

/** An entry of a list of names, as the bundler leaves it: `e.KEY_SYSTEM_NO_KEYS="keySystemNoKeys",`. */
const ENTRY = /\b[a-z]\.([A-Z][A-Z0-9_]{3,})="[^"]*",/g

/** What the language or the browser calls by itself. */
const CALLED_UNNAMED = new Set(['constructor', 'toString', 'toJSON', 'valueOf', 'handleEvent', 'then'])

/**
 * Takes out of the engine's lists of events and faults what no file of this build reads: names of DRM, of adverts between and
 * of all else that is switched off. A list that somebody goes through by its keys would miss them; the engine has none.
 * Fails when there is nothing to take: then the lists look otherwise, and have to be read again.
 */
export function dropUnreadNames(): Plugin {
  return {
    name: 'tote-drop-unread-names',
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((file) => file.type === 'chunk')
      const engine = chunks.find(({ fileName }) => fileName.startsWith('engine-'))
      if (engine === undefined) throw new Error('the engine was not built')
      const read = new Map<string, number>()
      for (const { code } of chunks)
        for (const [, name = ''] of code.matchAll(/\.([A-Z][A-Z0-9_]{3,})\b/g))
          read.set(name, (read.get(name) ?? 0) + 1)
      // Once is where it is made.
      const code = engine.code.replaceAll(ENTRY, (entry, name: string) => (read.get(name) === 1 ? '' : entry))
      if (code === engine.code) throw new Error('the engine has no names that nobody reads')
      const others = chunks.filter((file) => file !== engine).map((file) => file.code)
      const used = withoutUnreadMethods(code, others)
      if (used === code) throw new Error('the engine has no methods that nobody names')
      engine.code = used
    },
  }
}

interface Method {
  readonly name: string
  readonly start: number
  readonly end: number
}

function withoutUnreadMethods(code: string, others: readonly string[]): string {
  const { program, errors } = parseSync('engine.js', code)
  if (errors.length > 0) throw new SyntaxError(`the engine cannot be read: ${errors[0]?.message}`)
  const methods = [...methodsIn(program)].toSorted((a, b) => a.start - b.start)
  const named = new Map<string, number>()
  for (const file of [code, ...others])
    for (const [name] of file.matchAll(/[\p{ID_Start}$_][\p{ID_Continue}$]*/gu))
      named.set(name, (named.get(name) ?? 0) + 1)
  const kept: string[] = []
  let from = 0
  for (const { name, start, end } of methods) {
    // Nobody but those who make it.
    const isUnread = named.get(name) === methods.filter((method) => method.name === name).length
    if (!isUnread || CALLED_UNNAMED.has(name)) continue
    kept.push(code.slice(from, start))
    from = end
  }
  return kept.join('') + code.slice(from)
}

function* methodsIn(node: unknown): Generator<Method> {
  if (Array.isArray(node)) {
    for (const child of node) yield* methodsIn(child)
    return
  }
  if (typeof node !== 'object' || node === null) return
  if (isNamedMethod(node)) yield { name: node.key.name, start: node.start, end: node.end }
  for (const child of Object.values(node)) yield* methodsIn(child)
}

interface NamedMethod {
  readonly start: number
  readonly end: number
  readonly key: { readonly name: string }
}

function isNamedMethod(node: object): node is NamedMethod {
  if (!('type' in node) || node.type !== 'MethodDefinition') return false
  if (!('computed' in node) || node.computed === true || !('key' in node)) return false
  const { key } = node
  return typeof key === 'object' && key !== null && 'type' in key && key.type === 'Identifier'
}
