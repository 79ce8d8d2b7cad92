import { elementsOf, propertiesOf, type ElementDeclaration, type Manifest } from './manifest.ts'
import { MADE } from './to-element-types.ts'

/** What a component loads besides its own element: a player draws all the others. */
const DEFINES: Readonly<Record<string, string>> = { 'tote-player': '@tote/player/define' }

/** The source of `@tote/react`'s components. */
export function toReactComponents(manifest: Manifest): string {
  return [
    MADE,
    "import { createComponent } from './create-component.ts'",
    "import { renderPoster } from './render-poster.ts'",
    '',
    ...elementsOf(manifest).map(toComponent),
  ].join('\n')
}

/** Its index: every component by name. */
export function toReactIndex(manifest: Manifest): string {
  return [
    MADE,
    `export { ${elementsOf(manifest)
      .map(({ name }) => name)
      .join(', ')} } from './components.ts'`,
    "export type { ToteComponent } from './create-component.ts'",
    "export type { ToteProps, ToteTag } from './tote-props.ts'",
    '',
  ].join('\n')
}

function toComponent(element: ElementDeclaration): string {
  const { tagName, name, description, events } = element
  const media = events.filter(({ type }) => type.text === 'Event')
  return [
    `/** ${description} */`,
    `export const ${name} = createComponent('${tagName}', {`,
    `  load: () => import('${DEFINES[tagName] ?? `@tote/player/define/${tagName}`}'),`,
    `  properties: [${quoted(propertiesOf(element))}],`,
    ...(media.length === 0 ? [] : [`  mediaEvents: [${quoted(media)}],`]),
    ...(tagName === 'tote-player' ? ['  renderInside: renderPoster,'] : []),
    '})',
    '',
  ].join('\n')
}

function quoted(list: readonly { readonly name: string }[]): string {
  return list.map(({ name }) => `'${name}'`).join(', ')
}
