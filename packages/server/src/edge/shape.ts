import { limits, ToteError } from '@tote/protocol'

/** Names by which a careless merge reaches the prototype that all objects share. */
const POISONED = new Set(['__proto__', 'constructor', 'prototype'])

/**
 * Refuses what no message of ours looks like, before any schema reads it: nested deeper than the protocol
 * nests, a key that means a prototype, or a value that JSON does not have (such as a binary attachment).
 * Walks without recursion, so that depth costs no stack.
 * @throws ToteError `invalid`
 */
export function checkShape(message: unknown): void {
  let level: unknown[] = [message]
  for (let depth = 0; level.length > 0; depth += 1) {
    const next: unknown[] = []
    for (const value of level) {
      if (typeof value !== 'object' || value === null) continue
      if (depth >= limits.maxJsonDepth)
        throw refused(`it is nested deeper than ${limits.maxJsonDepth} levels`)
      if (!isPlain(value)) throw refused('it holds something that JSON does not have')
      for (const [key, inner] of entriesOf(value)) {
        if (POISONED.has(key)) throw refused('it has a key that means a prototype')
        next.push(inner)
      }
    }
    level = next
  }
}

function entriesOf(value: object): [string, unknown][] {
  return Object.entries(value)
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  // The router's own bare objects have a prototype that has none itself, as all objects of JSON do.
  return Array.isArray(value) || prototype === null || Object.getPrototypeOf(prototype) === null
}

function refused(why: string): ToteError {
  return new ToteError('invalid', `The message cannot be used: ${why}.`, { details: { field: 'message' } })
}
