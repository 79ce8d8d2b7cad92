import { expect, test } from 'vitest'
import { compactStyles } from '../../tote-product-card/compact.styles.ts'
import { tokens } from './tokens.ts'

type Colour = readonly [red: number, green: number, blue: number]

const white: Colour = [255, 255, 255]
const black: Colour = [0, 0, 0]

test.for([
  ['light', 0],
  ['dark', 1],
] as const)('in the %s every text has 4.5:1 on every ground, and every control 3:1', ([, scheme]) => {
  const colour = (name: string) => parse(pair(name)[scheme] ?? '')
  for (const ground of ['paper', 'well', 'raised'].map(colour)) {
    for (const text of ['ink', 'soft', 'sale', 'notice'])
      expect(contrast(colour(text), ground), text).toBeGreaterThanOrEqual(4.5)
    expect(contrast(colour('control'), ground)).toBeGreaterThanOrEqual(3)
  }
  expect(contrast(colour('on-accent'), colour('accent'))).toBeGreaterThanOrEqual(4.5)
})

test('over the picture every text has 4.5:1, on a white frame and on a black one', () => {
  const [red = 0, green = 0, blue = 0, alpha = 1] = numbers(value(String(tokens), '--tote-color-scrim'))
  const texts = [
    value(String(tokens), '--tote-color-on-scrim'),
    value(String(tokens), '--tote-color-on-scrim-soft'),
    value(String(compactStyles), '--tote-color-on-scrim-sale'),
    value(String(compactStyles), '--tote-color-on-scrim-notice'),
  ]
  for (const frame of [white, black]) {
    const glass = over([red, green, blue], alpha, frame)
    for (const text of texts) expect(contrast(parse(text), glass), text).toBeGreaterThanOrEqual(4.5)
  }
})

/** The default of a public custom property. */
function value(sheet: string, name: string): string {
  const found = new RegExp(`var\\(${name},\\s*([^;]+)\\);`).exec(sheet)?.[1]
  if (found === undefined) throw new Error(`no sheet gives ${name} a default`)
  return found
}

function pair(name: string): readonly string[] {
  return value(String(tokens), `--tote-color-${name}`).match(/#[0-9a-f]{6}/g) ?? []
}

function parse(hex: string): Colour {
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16))
  if (red === undefined || green === undefined || blue === undefined || Number.isNaN(blue))
    throw new Error(`${hex} is no colour`)
  return [red, green, blue]
}

function numbers(text: string): number[] {
  return (text.match(/[\d.]+/g) ?? []).map(Number)
}

function over(top: Colour, alpha: number, [red, green, blue]: Colour): Colour {
  const mix = (above: number, below: number) => above * alpha + below * (1 - alpha)
  return [mix(top[0], red), mix(top[1], green), mix(top[2], blue)]
}

/** @see https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(one: Colour, other: Colour): number {
  const [dark, light] = [luminance(one), luminance(other)].toSorted((a, b) => a - b)
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05)
}

function luminance(colour: Colour): number {
  const [red = 0, green = 0, blue = 0] = colour.map((part) => {
    const share = part / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
