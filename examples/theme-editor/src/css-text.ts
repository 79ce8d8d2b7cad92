export interface Theme {
  /** Custom properties that were changed, by name. */
  readonly properties: ReadonlyMap<string, string>
  /** Declarations of parts, by the part's name. */
  readonly parts: ReadonlyMap<string, string>
}

/** The style sheet to take along; empty when nothing was changed. */
export function toCssText({ properties, parts }: Theme): string {
  const own = [...properties].map(([name, value]) => `  ${name}: ${value};`)
  const root = own.length === 0 ? [] : [['tote-player {', ...own, '}'].join('\n')]
  const rules = [...parts].map(([part, text]) => {
    const lines = text
      .split(';')
      .map((line) => line.trim())
      .filter((line) => line !== '')
    return [`tote-player::part(${part}) {`, ...lines.map((line) => `  ${line};`), '}'].join('\n')
  })
  return [...root, ...rules].join('\n\n')
}
