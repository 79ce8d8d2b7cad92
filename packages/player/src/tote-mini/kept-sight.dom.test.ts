import { afterEach, expect, test } from 'vitest'
import { KEPT_SIGHT } from './has-kept-sight.ts'
import { keepSight, takeSight, type KeptSight } from './kept-sight.ts'

const storage = () => sessionStorage
const sight: KeptSight = {
  hub: 'https://hub.test',
  key: 'pk_test1234',
  show: 'spring',
  stream: 'https://cdn.test/spring.m3u8',
  corner: 'top-left',
  isLandscape: false,
  isPaused: false,
  isMuted: true,
  volume: 0.5,
  pdt: 1_700_000_000_000,
  atMs: 1000,
  frame: 'UklGRg==',
}
afterEach(() => sessionStorage.clear())

test('what one page kept the next one takes, once', () => {
  keepSight(storage, sight)
  expect(takeSight(storage, 2000)).toEqual(sight)
  expect(takeSight(storage, 2000)).toBeNull()
})

test('half an hour later it is nothing to go on with', () => {
  keepSight(storage, sight)
  expect(takeSight(storage, 1000 + 31 * 60_000)).toBeNull()
})

test.each([
  ['no JSON', '{'],
  ['another thing', '7'],
  ['a script for an address', JSON.stringify({ ...sight, stream: 'javascript:alert(1)' })],
  ['an unknown corner', JSON.stringify({ ...sight, corner: 'middle' })],
  ['a time that is none', JSON.stringify({ ...sight, atMs: 'now' })],
])('%s is passed over', (_, text) => {
  sessionStorage.setItem(KEPT_SIGHT, text)
  expect(takeSight(storage, 2000)).toBeNull()
})

test('a browser that forbids storage is a page without a past', () => {
  const forbidden = () => {
    throw new DOMException('no', 'SecurityError')
  }
  expect(() => keepSight(forbidden, sight)).not.toThrow()
  expect(takeSight(forbidden, 0)).toBeNull()
})
