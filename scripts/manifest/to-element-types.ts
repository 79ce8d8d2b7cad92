import { elementsOf, propertiesOf, type ElementDeclaration, type Manifest } from './manifest.ts'

/** The source of `@tote/player`'s `elements.ts`: what each element takes and fires, as types. */
export function toElementTypes(manifest: Manifest, fileOf: (className: string) => string): string {
  const elements = elementsOf(manifest)
  const classes = new Set(
    elements.flatMap(({ name, events }) => [name, ...events.map(({ type }) => type.text)]),
  )
  // Those of the video are the browser's own.
  classes.delete('Event')
  return [
    MADE,
    ...[...classes].toSorted().map((name) => `import type { ${name} } from '${fileOf(name)}'`),
    '',
    '/** What each element is, takes in markup and fires: the types for frameworks are made of it. */',
    'export interface ToteElements {',
    ...elements.map(toEntry),
    '}',
    '',
    'declare global {',
    '  interface HTMLElementTagNameMap {',
    ...elements.map(({ tagName, name }) => `    '${tagName}': ${name}`),
    '  }',
    '}',
    '',
  ].join('\n')
}

export const MADE = '// Made by `npm run manifest` from what the elements say of themselves; change it there.'

function toEntry(element: ElementDeclaration): string {
  const { tagName, name, attributes, events, description } = element
  return `/** ${description} */
    '${tagName}': {
    element: ${name}
    attributes: {${attributes
      .map(
        (one) => `
      /** ${one.description} */
      '${one.name}'?: ${name}['${one.fieldName}'] | undefined`,
      )
      .join('')}
    }
    properties: {${propertiesOf(element)
      .map(
        (one) => `
      /** ${one.description} */
      '${one.name}'?: ${name}['${one.name}'] | undefined`,
      )
      .join('')}
    }
    events: {${events
      .map(
        (one) => `
      /** ${one.description} */
      '${one.name}': ${one.type.text}`,
      )
      .join('')}
    }
  }`
}
