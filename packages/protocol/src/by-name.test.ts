import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import { byName } from './by-name.ts'

const ages = byName<Record<string, number>>(z.string().check(z.maxLength(3)), z.int())

test.each([
  [{}, true],
  [{ ada: 36, bob: 1 }, true],
  [{ ada: '36' }, false],
  [{ adalovelace: 36 }, false],
  [JSON.parse('{ "__proto__": 1 }'), false],
  [null, false],
  ['ada', false],
])('%j by name: %s', (given, isRead) => {
  expect(ages.safeParse(given).success).toBe(isRead)
})
