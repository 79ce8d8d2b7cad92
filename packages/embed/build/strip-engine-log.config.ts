import { parseSync } from 'vite'

/** `this.log(…)`, `hls.logger.warn(…)`: what the engine tells its own log, which is off in a page. */
const TELLS_ITS_LOG = /^(?:(?:this\.|self\.)?(?:hls\.)?logger\.|this\.)(?:log|warn|info|debug|trace|error)$/

interface Node {
  readonly type: string
  readonly start: number
  readonly end: number
}

/**
 * Takes out statements that only write to the engine's log. A statement goes as a whole and leaves `{}`,
 * so an `if` above it keeps its body; a call whose value is used stays.
 */
export function stripEngineLog(path: string, source: string): string {
  const { program, errors } = parseSync(path, source)
  if (errors.length > 0) throw new SyntaxError(`${path} cannot be read: ${errors[0]?.message}`)
  const parts: string[] = []
  let kept = 0
  for (const statement of logStatements(program, source)) {
    parts.push(source.slice(kept, statement.start), '{}')
    kept = statement.end
  }
  return parts.join('') + source.slice(kept)
}

function* logStatements(node: unknown, source: string): Generator<Node> {
  if (Array.isArray(node)) {
    for (const child of node) yield* logStatements(child, source)
    return
  }
  if (!isNode(node)) return
  if (node.type === 'ExpressionStatement' && 'expression' in node && isLogCall(node.expression, source)) {
    yield node
    return
  }
  for (const child of Object.values(node)) yield* logStatements(child, source)
}

function isLogCall(node: unknown, source: string): boolean {
  if (!isNode(node) || node.type !== 'CallExpression' || !('callee' in node) || !isNode(node.callee))
    return false
  return TELLS_ITS_LOG.test(source.slice(node.callee.start, node.callee.end).replace(/\s+|!|\?/g, ''))
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value && 'end' in value
}
