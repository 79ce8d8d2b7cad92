import { expect, test } from 'vitest'
import { CORNERS, cornerByKey, cornerClearOf, nearestCorner, nextCorner, type Corner } from './corners.ts'

const room = { width: 1000, height: 800, margin: 16 }
const size = { width: 200, height: 300 }
const clearOf = (focus: Parameters<typeof cornerClearOf>[0], corner: Corner = 'bottom-right') =>
  cornerClearOf(focus, { corner, size, room })

test('a focus beside the player leaves it where it is', () => {
  expect(clearOf({ left: 100, top: 700, width: 100, height: 40 })).toBe('bottom-right')
})

test('a focus under the player sends it to the next free corner', () => {
  expect(clearOf({ left: 850, top: 700, width: 100, height: 40 })).toBe('bottom-left')
  // A bar as wide as the window takes both lower corners.
  expect(clearOf({ left: 0, top: 700, width: 1000, height: 40 })).toBe('top-left')
})

test('where nothing is free it hides least', () => {
  expect(clearOf({ left: 150, top: 100, width: 850, height: 700 })).toBe('top-left')
  expect(clearOf({ left: 0, top: 0, width: 1000, height: 800 })).toBe('bottom-right')
})

test('let go of, it goes to the corner it is nearest to', () => {
  expect(nearestCorner({ left: 10, top: 600, ...size }, room)).toBe('bottom-left')
  expect(nearestCorner({ left: 500, top: 10, ...size }, room)).toBe('top-right')
})

test('arrows and the button reach every corner', () => {
  expect(cornerByKey('bottom-right', 'ArrowUp')).toBe('top-right')
  expect(cornerByKey('top-right', 'ArrowLeft')).toBe('top-left')
  expect(cornerByKey('top-left', 'ArrowDown')).toBe('bottom-left')
  expect(cornerByKey('bottom-left', 'ArrowRight')).toBe('bottom-right')
  expect(cornerByKey('bottom-right', 'ArrowDown')).toBe('bottom-right')
  expect(cornerByKey('bottom-right', 'm')).toBeNull()
  const round = CORNERS.map((_, turns) => {
    let corner: Corner = 'bottom-right'
    for (let turn = 0; turn < turns; turn += 1) corner = nextCorner(corner)
    return corner
  })
  expect(new Set(round).size).toBe(4)
})
