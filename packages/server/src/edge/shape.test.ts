import fc from 'fast-check'
import { ToteError, upSchemas } from '@tote/protocol'
import { expect, test } from 'vitest'
import { parseMessage } from './parse.ts'
import { checkShape } from './shape.ts'

const nested = (depth: number): unknown => (depth === 0 ? 1 : [nested(depth - 1)])

test('what the protocol nests most is let through, one level more is not', () => {
  expect(() => checkShape(nested(6))).not.toThrow()
  expect(() => checkShape(nested(7))).toThrow(/nested/)
})

test('a frame that is nothing but nesting is refused, not recursed into', () => {
  const text = `${'['.repeat(16_000)}${']'.repeat(16_000)}`
  expect(() => checkShape(JSON.parse(text))).toThrow(/nested/)
})

test.each(['__proto__', 'constructor', 'prototype'])('the key %s is refused wherever it stands', (key) => {
  const frame: unknown = JSON.parse(`{"muts":[{"op":{"${key}":{"isAdmin":true}}}]}`)
  expect(() => checkShape(frame)).toThrow(/prototype/)
})

test.each([[Buffer.from('x')], [new Map()], [new Date(0)]])(
  '%s, which JSON does not have, is refused',
  (value) => {
    expect(() => checkShape({ text: value })).toThrow(/JSON/)
  },
)

test('100,000 random frames end as a message or as a ToteError, and change no prototype', () => {
  const before = Object.getOwnPropertyNames(Object.prototype).join()
  const frames = fc.oneof(
    fc.anything({
      withNullPrototype: true,
      withSparseArray: true,
      withBigInt: true,
      withDate: true,
      withMap: true,
    }),
    fc.json().map((text): unknown => JSON.parse(text)),
    fc
      .constantFrom('{"__proto__":{"a":1}}', '{"constructor":{"prototype":{}}}')
      .map((text): unknown => JSON.parse(text)),
  )
  fc.assert(
    fc.property(frames, fc.constantFrom(...Object.values(upSchemas)), (frame, schema) => {
      try {
        parseMessage(schema, frame)
      } catch (error) {
        expect(error).toBeInstanceOf(ToteError)
      }
    }),
    { numRuns: 100_000 },
  )
  expect(Object.getOwnPropertyNames(Object.prototype).join()).toBe(before)
  expect(Object('').isAdmin).toBeUndefined()
}, 120_000)
