/** A colour as a browser computes it, each from 0 to 1. */
export interface Colour {
  readonly red: number
  readonly green: number
  readonly blue: number
  readonly alpha: number
}

/** Reads `rgb(…)`, `rgba(…)` and `color(srgb …)`, as computed styles write them; null for anything else. */
export function parseColour(text: string): Colour | null {
  const kind = /^(rgba?|color)\((?:srgb )?([^)]*)\)$/.exec(text.trim())
  const numbers = kind?.[2]
    ?.match(/[\d.]+%?/g)
    ?.map((each) => (each.endsWith('%') ? parseFloat(each) / 100 : Number(each)))
  if (numbers === undefined || numbers.length < 3) return null
  const [red = 0, green = 0, blue = 0, alpha = 1] = numbers
  const most = kind?.[1] === 'color' ? 1 : 255
  return { red: red / most, green: green / most, blue: blue / most, alpha }
}

/** As a colour field takes it, which knows no transparency. */
export function toHex({ red, green, blue }: Colour): string {
  const two = (part: number) =>
    Math.round(part * 255)
      .toString(16)
      .padStart(2, '0')
  return `#${two(red)}${two(green)}${two(blue)}`
}

/** What is seen of a colour that lets some of the ground through. */
export function over(colour: Colour, ground: Colour): Colour {
  const mix = (top: number, below: number) => top * colour.alpha + below * (1 - colour.alpha)
  return {
    red: mix(colour.red, ground.red),
    green: mix(colour.green, ground.green),
    blue: mix(colour.blue, ground.blue),
    alpha: 1,
  }
}

/**
 * The contrast ratio of two opaque colours, from 1 to 21.
 * @see https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
 */
export function contrastOf(a: Colour, b: Colour): number {
  const [light, dark] = [luminance(a), luminance(b)].toSorted((x, y) => y - x)
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05)
}

function luminance({ red, green, blue }: Colour): number {
  const linear = (part: number) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}
