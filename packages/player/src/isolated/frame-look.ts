import type { FrameLook } from './frame-messages.ts'

/** Tokens that dress a frame. No text's colour, size or font is among them: a page could hide by it what it asks. */
const RADII = ['--tote-radius', '--tote-radius-small', '--tote-radius-control'] as const
const ACCENT = '--tote-color-accent'
const ON_ACCENT = '--tote-color-on-accent'
/** WCAG AA, as everywhere in the player. */
const LEAST_CONTRAST = 4.5

/** What the page around an element says of how it should look. */
export function readLook(element: HTMLElement, theme: string | null): FrameLook {
  const style = getComputedStyle(element)
  const tokens: Record<string, string> = {}
  for (const name of [...RADII, ACCENT, ON_ACCENT]) {
    const value = style.getPropertyValue(name).trim()
    if (value !== '') tokens[name] = value
  }
  // A page that is only light or only dark says so by its own scheme; the frame cannot inherit that.
  return { theme: theme ?? schemeOf(style.colorScheme), tokens }
}

/** The tokens of a look that the frame takes: plain lengths, and an accent whose text can be read. */
export function usableTokens({ tokens }: FrameLook): Readonly<Record<string, string>> {
  const usable: Record<string, string> = {}
  for (const name of RADII) {
    const value = tokens[name]
    if (value !== undefined && /^\d{1,4}(?:\.\d{1,3})?(?:px|rem|em)$|^0$/.test(value)) usable[name] = value
  }
  const accent = toColour(tokens[ACCENT])
  const onAccent = toColour(tokens[ON_ACCENT])
  if (accent === null || onAccent === null || contrast(accent, onAccent) < LEAST_CONTRAST) return usable
  return { ...usable, [ACCENT]: accent, [ON_ACCENT]: onAccent }
}

function schemeOf(colorScheme: string): FrameLook['theme'] {
  const knows = (name: string) => colorScheme.split(/\s+/).includes(name)
  if (knows('light') && knows('dark')) return 'auto'
  return knows('dark') ? 'dark' : 'light'
}

function toColour(value: string | undefined): string | null {
  return value !== undefined && /^#[0-9a-f]{6}$/i.test(value) ? value : null
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

/** WCAG 2.2, relative luminance. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
