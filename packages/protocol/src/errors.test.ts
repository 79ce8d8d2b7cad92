import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { errorTable, isErrorCode, ToteError } from './errors.ts'
import { errorBodySchema, toErrorBody, toToteError } from './http/error-body.ts'

const page = new URL('../../../docs/reference/errors.md', import.meta.url)

test('the reference page lists each code with its message, and nothing else', async () => {
  const text = await readFile(page, 'utf8')
  const rows = [...text.matchAll(/^\| `([a-z_]+)` +\| ([^|]+) +\| ([a-z]+) +\| (yes|no) +\|/gm)]
  const told = new Map(rows.map(([, code, message, fault, retry]) => [code, [message?.trim(), fault, retry]]))
  const known = Object.entries(errorTable).map(
    ([code, entry]) => [code, [entry.message, entry.fault, entry.retry ? 'yes' : 'no']] as const,
  )
  expect(told).toEqual(new Map(known))
})

test('an error crosses the wire with its code and details, and without its cause', () => {
  const error = new ToteError('no_stock', undefined, { details: { free: 2 }, cause: new Error('secret') })
  const sent: unknown = JSON.parse(JSON.stringify(toErrorBody(error)))
  expect(JSON.stringify(sent)).not.toContain('secret')
  const heard = toToteError(errorBodySchema.parse(sent))
  expect([heard.code, heard.message, heard.details]).toEqual(['no_stock', error.message, { free: 2 }])
})

test("a code of a newer hub reads as the hub's failure", () => {
  const body = errorBodySchema.parse({ error: { code: 'from_the_future', message: 'Hm.' } })
  expect(toToteError(body).code).toBe('internal')
})

test("an inherited property's name is no code", () => {
  expect(['toString', '__proto__', 'constructor', 3, null].some(isErrorCode)).toBe(false)
})
