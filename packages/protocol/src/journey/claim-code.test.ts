import { expect, test } from 'vitest'
import { formatClaimCode, toClaimCode } from './claim-code.ts'

test.each([
  ['WDJBMJHT', 'WDJBMJHT'],
  ['wdjb-mjht', 'WDJBMJHT'],
  [' wdjb  mjht ', 'WDJBMJHT'],
  ['WDJB – MJHT', 'WDJBMJHT'],
])('%j is read as the code %s', (typed, code) => {
  expect(toClaimCode(typed)).toBe(code)
})

test.each(['', 'WDJB', 'WDJBMJHTT', 'AEIOUAEI', 'WDJB/MJHT', '12345678'])('%j is no code', (typed) => {
  expect(toClaimCode(typed)).toBeNull()
})

test('a code is shown in two halves and read back as it was', () => {
  expect(toClaimCode(formatClaimCode('WDJBMJHT'))).toBe('WDJBMJHT')
})
