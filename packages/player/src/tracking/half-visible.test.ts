import { expect, test } from 'vitest'
import { isHalfVisible } from './half-visible.ts'

const box = (width: number, height: number) => ({ width, height }) as DOMRectReadOnly

test.each([
  ['all of it', box(100, 100), box(100, 100), true],
  ['half of it', box(100, 50), box(100, 100), true],
  ['less than half of it', box(100, 49), box(100, 100), false],
  ['half of the window, of what is larger than that', box(400, 150), box(400, 3000), true],
  ['less than half of the window', box(400, 149), box(400, 3000), false],
  ['nothing, of what has no size', box(0, 0), box(0, 0), false],
])('%s', (_, intersectionRect, boundingClientRect, expected) => {
  const rootBounds = box(400, 300)
  expect(isHalfVisible({ isIntersecting: true, intersectionRect, boundingClientRect, rootBounds })).toBe(
    expected,
  )
  expect(isHalfVisible({ isIntersecting: false, intersectionRect, boundingClientRect, rootBounds })).toBe(
    false,
  )
})
