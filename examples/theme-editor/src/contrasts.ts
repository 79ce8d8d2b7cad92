import { contrastOf, over, parseColour, type Colour } from './contrast.ts'

export interface Pair {
  readonly text: string
  readonly ground: string
  /** What WCAG 2.2 asks: 4.5 of text, 3 of a control's line. */
  readonly least: number
}

export interface Measured extends Pair {
  readonly ratio: number
}

const colour = (name: string) => `--tote-color-${name}`

/** What stands on what. Glass lies over a picture, which may be white or black. */
const pairs: readonly Pair[] = [
  ...['ink', 'soft', 'sale', 'notice'].flatMap((text) =>
    ['paper', 'well'].map((ground) => ({ text: colour(text), ground: colour(ground), least: 4.5 })),
  ),
  { text: colour('on-accent'), ground: colour('accent'), least: 4.5 },
  { text: colour('control'), ground: colour('paper'), least: 3 },
  ...['on-scrim', 'on-scrim-soft'].map((text) => ({
    text: colour(text),
    ground: colour('scrim'),
    least: 4.5,
  })),
]

const white: Colour = { red: 1, green: 1, blue: 1, alpha: 1 }
const black: Colour = { red: 0, green: 0, blue: 0, alpha: 1 }

/** Each pair with its ratio, the least of it over any picture. `resolve` gives a property's computed colour. */
export function measure(resolve: (name: string) => string): Measured[] {
  return pairs.flatMap((pair) => {
    const text = parseColour(resolve(pair.text))
    const ground = parseColour(resolve(pair.ground))
    if (text === null || ground === null) return []
    const grounds = ground.alpha === 1 ? [ground] : [white, black].map((picture) => over(ground, picture))
    const ratios = grounds.map((below) => contrastOf(over(text, below), below))
    return [{ ...pair, ratio: Math.min(...ratios) }]
  })
}
