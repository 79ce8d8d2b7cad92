import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CORNERS, freeCorner, type Box, type CornerFacts } from './free-corner.ts'

const viewport = { width: 360, height: 700 }
const size = { width: 120, height: 180 }
const box = (left: number, top: number, width = 50, height = 40): Box => ({
  left,
  top,
  right: left + width,
  bottom: top + height,
})
const facts = (overrides: Partial<CornerFacts>): CornerFacts => ({
  wanted: 'bottom-end',
  size,
  viewport,
  focus: null,
  isRtl: false,
  ...overrides,
})

test.each([
  ['with nothing in focus it is where it wants to be', null, 'bottom-end'],
  ['focus elsewhere moves nothing', box(10, 10), 'bottom-end'],
  ['focus beneath it sends it across', box(300, 650), 'bottom-start'],
  ['a row over the whole foot sends it up', box(0, 650, 360), 'top-end'],
  ['a column along its side sends it across', box(300, 0, 50, 700), 'bottom-start'],
  ['what fills the screen leaves it nowhere', box(0, 0, 360, 700), null],
])('%s', (_name, focus, corner) => {
  expect(freeCorner(facts({ focus }))).toBe(corner)
})

test('from right to left its end is on the left', () => {
  expect(freeCorner(facts({ focus: box(10, 650), isRtl: true }))).toBe('bottom-start')
  expect(freeCorner(facts({ focus: box(300, 650), isRtl: true }))).toBe('bottom-end')
})

test('[WCAG 2.4.11] wherever the focus is, what floats does not cover it', () => {
  fc.assert(
    fc.property(
      fc.record({
        left: fc.integer({ min: -50, max: 360 }),
        top: fc.integer({ min: -50, max: 700 }),
        width: fc.integer({ min: 1, max: 400 }),
        height: fc.integer({ min: 1, max: 800 }),
      }),
      fc.constantFrom(...CORNERS),
      fc.boolean(),
      ({ left, top, width, height }, wanted, isRtl) => {
        const focus = box(left, top, width, height)
        const corner = freeCorner(facts({ focus, wanted, isRtl }))
        if (corner === null) return
        const x = corner.endsWith('start') === isRtl ? viewport.width - size.width : 0
        const y = corner.startsWith('top') ? 0 : viewport.height - size.height
        const isApart =
          focus.right <= x ||
          focus.left >= x + size.width ||
          focus.bottom <= y ||
          focus.top >= y + size.height
        expect(isApart).toBe(true)
      },
    ),
  )
})
