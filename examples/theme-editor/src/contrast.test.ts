import { expect, test } from 'vitest'
import { contrastOf, over, parseColour, toHex, type Colour } from './contrast.ts'

const colour = (text: string): Colour => {
  const parsed = parseColour(text)
  if (parsed === null) throw new Error(`${text} is no colour`)
  return parsed
}

test.each([
  ['rgb(255, 255, 255)', 'rgb(0, 0, 0)', 21],
  ['rgb(119, 119, 119)', 'rgb(255, 255, 255)', 4.48],
  ['color(srgb 1 1 1)', 'rgb(255 255 255)', 1],
])('%s on %s has %f:1', (text, ground, ratio) => {
  expect(contrastOf(colour(text), colour(ground))).toBeCloseTo(ratio, 2)
  expect(contrastOf(colour(ground), colour(text))).toBeCloseTo(ratio, 2)
})

test.each([
  ['rgb(187, 10, 0)', '#bb0a00'],
  ['color(srgb 1 0.5 0)', '#ff8000'],
])('%s is %s in a colour field', (text, hex) => {
  expect(toHex(colour(text))).toBe(hex)
})

test('glass is seen over what lies behind it', () => {
  const glass = colour('rgba(0, 0, 0, 0.5)')
  expect(over(glass, colour('rgb(255, 255, 255)'))).toEqual({ red: 0.5, green: 0.5, blue: 0.5, alpha: 1 })
  expect(over(glass, colour('rgb(0, 0, 0)'))).toEqual({ red: 0, green: 0, blue: 0, alpha: 1 })
})

test.each(['', 'red', 'rgb(1, 2)', 'url(x)'])('“%s” is no computed colour', (text) => {
  expect(parseColour(text)).toBeNull()
})
