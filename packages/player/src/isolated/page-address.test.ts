import { expect, test } from 'vitest'
import { hashFor } from './page-address.ts'

test.each([
  ['', ''],
  ['#reviews', ''],
  ['#tote-cart=mug:2', '#tote-cart=mug:2'],
  ['#reviews&tote-t=90&tote-cart=mug:2', '#tote-cart=mug:2&tote-t=90'],
  ['#tote-t=90&tote-t=91', '#tote-t=90'],
  // What joins and invites is no page's to hand on.
  ['#tote=tt_x&tote-friends=tf_x', ''],
])('of the fragment %j the first player’s frame is handed %j', (hash, handed) => {
  expect(hashFor(hash, true)).toBe(handed)
})

test('another player’s frame is handed a moment that names its show, and no basket', () => {
  expect(hashFor('#tote-cart=mug:2&tote-t=90', false)).toBe('')
  expect(hashFor('#tote-cart=mug:2&tote-t=spring@90', false)).toBe('#tote-t=spring@90')
})
