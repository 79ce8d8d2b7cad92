import { expect, test } from 'vitest'
import { toPickupCode } from './typed-code.ts'

test.each([
  ['as it is shown', 'WDJB-MJHT'],
  ['in small letters and with spaces', ' wdjb mjht '],
  ['as a scanner types it', 'https://hub.example/console#pickup=WDJBMJHT'],
])('a code %s', (_what, typed) => {
  expect(toPickupCode(typed)).toBe('WDJBMJHT')
})

test.each([
  '',
  'WDJB-MJH',
  'WDJB-MJHA',
  'https://hub.example/console#pickup=',
  'https://hub.example/WDJBMJHT',
])('%j is none', (typed) => {
  expect(toPickupCode(typed)).toBeNull()
})
