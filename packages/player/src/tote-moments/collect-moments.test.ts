import { emptyMoment, pollIdSchema, productIdSchema, type Cue } from '@tote/protocol'
import { expect, test } from 'vitest'
import { testProduct } from '../internal/testing/product-fixtures.ts'
import { collectMoments, missedMoments } from './collect-moments.ts'

const id = (name: string) => productIdSchema.parse(name)
const pin = (name: string): Cue => ({ kind: 'productPinned', productId: id(name) })
const log = (...events: readonly (readonly [at: number, cue: Cue])[]) => ({
  base: emptyMoment,
  events: events.map(([at, cue], index) => ({ seq: index + 1, at, cue })),
})
const products = ['mug', 'throw', 'lamp'].map((name) => testProduct({ name, title: name }))
const titles = (moments: ReturnType<typeof collectMoments>) => moments.map(({ title, atMs }) => [title, atMs])

test('each product stands once, at the last time it was shown, latest first', () => {
  const events = log([10, pin('mug')], [20, pin('throw')], [30, pin('mug')])
  expect(titles(collectMoments(events, { products, atMs: 100 }))).toEqual([
    ['mug', 30],
    ['throw', 20],
  ])
})

test('what the picture has not reached is not told', () => {
  const events = log([10, pin('mug')], [50, pin('lamp')], [60, { kind: 'chapterStarted', title: 'Later' }])
  expect(titles(collectMoments(events, { products, atMs: 40 }))).toEqual([['mug', 10]])
})

test('a chapter that opens with a product is its moment; one that does not is its own', () => {
  const events = log(
    [1000, { kind: 'chapterStarted', title: 'The mug' }],
    [1600, pin('mug')],
    [9000, { kind: 'chapterStarted', title: 'Questions' }],
    [9500, { kind: 'pollClosed', pollId: pollIdSchema.parse('p'), tally: [] }],
  )
  expect(titles(collectMoments(events, { products, atMs: 99_000 }))).toEqual([
    ['Questions', 9000],
    ['mug', 1600],
  ])
})

test('what was shown before the log begins is known by its pin; what is not sold here is left out', () => {
  const base = { ...emptyMoment, pinned: [{ productId: id('lamp'), at: 5 }] }
  const moments = collectMoments({ ...log([10, pin('elsewhere')]), base }, { products, atMs: 100 })
  expect(titles(moments)).toEqual([['lamp', 5]])
})

test('missed is what was over before one came', () => {
  const moments = collectMoments(log([10, pin('mug')], [20, pin('throw')], [30, pin('lamp')]), {
    products,
    atMs: 100,
  })
  const [, throwOver] = products
  const missed = missedMoments(moments, {
    joinedAtMs: 25,
    pinned: throwOver === undefined ? [] : [throwOver],
  })
  expect(titles(missed)).toEqual([['mug', 10]])
})
