import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { safeguards } from './safeguards.ts'

const packages = fileURLToPath(new URL('../../../', import.meta.url))

test.each(safeguards)('the text that holds $name stands in its file once', ({ file, text }) => {
  expect(readFileSync(`${packages}${file}`, 'utf8').split(text)).toHaveLength(2)
})

test('at least twelve safeguards are taken out, each under a name of its own', () => {
  const names = new Set(safeguards.map(({ name }) => name))
  expect(names.size).toBe(safeguards.length)
  expect(names.size).toBeGreaterThanOrEqual(12)
})
