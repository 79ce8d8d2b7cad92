import { ToteError } from '@tote/protocol'
import { expect, test } from 'vitest'
import { createTote } from './create-tote.ts'
import { checkOptions, type ToteOptions } from './options.ts'

const good: ToteOptions = { hub: 'https://hub.test', key: 'pk_testtesttest', show: 'spring' }

function faultOf(options: ToteOptions): ToteError {
  try {
    createTote(options)
  } catch (error) {
    if (error instanceof ToteError) return error
  }
  throw new Error('it was taken')
}

test('a hub given with a path is known by its origin', () => {
  expect(checkOptions({ ...good, hub: 'https://HUB.test:443/v1/?a#b' }).hub).toBe('https://hub.test')
})

test.each<['hub' | 'key' | 'show', string]>([
  ['hub', 'hub.test'],
  ['hub', 'ftp://hub.test'],
  ['hub', '/v1'],
  ['key', 'hk_testtesttesttest'],
  ['key', 'pk_short'],
  ['key', `pk_${'a'.repeat(65)}`],
  ['key', 'pk_test test test'],
  ['show', 'two words'],
  ['show', 'a/b'],
  ['show', 'a'.repeat(65)],
])('a %s of %j is refused at once, telling what it got and what it takes', (field, value) => {
  const fault = faultOf({ ...good, [field]: value })
  expect(fault).toMatchObject({ code: 'bad_attribute', details: { field } })
  expect(fault.message).toContain(`${field} is ${JSON.stringify(value)}; it must be`)
})

test.each(['hub', 'key', 'show'])('a missing %s is called missing', (field) => {
  expect(faultOf({ ...good, [field]: '' }).message).toContain(`${field} is missing`)
  // From JavaScript, where nobody checked.
  expect(faultOf({ ...good, [field]: undefined }).message).toContain(`${field} is missing`)
})
