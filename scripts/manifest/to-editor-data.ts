import { elementsOf, type Attribute, type ElementDeclaration, type Manifest } from './manifest.ts'

/** For `html.customData` of VS Code. @see https://code.visualstudio.com/api/extension-guides/custom-data-extension */
export function toHtmlData(manifest: Manifest): object {
  return {
    version: 1.1,
    tags: elementsOf(manifest).map(({ tagName, description, attributes }) => ({
      name: tagName,
      description,
      attributes: attributes.map((one) => ({
        name: one.name,
        description: one.description,
        ...(isSwitch(one) ? { valueSet: 'v' } : {}),
        ...(valuesOf(one).length === 0 ? {} : { values: valuesOf(one).map((name) => ({ name })) }),
      })),
    })),
  }
}

/** For `css.customData` of VS Code. */
export function toCssData(manifest: Manifest): object {
  const properties = new Map(
    elementsOf(manifest)
      .flatMap(({ cssProperties }) => cssProperties)
      .map(({ name, description }) => [name, description]),
  )
  return { version: 1.1, properties: [...properties].map(([name, description]) => ({ name, description })) }
}

/** For JetBrains' editors. @see https://github.com/JetBrains/web-types */
export function toWebTypes(manifest: Manifest, { name, version }: { name: string; version: string }): object {
  return {
    $schema: 'https://raw.githubusercontent.com/JetBrains/web-types/master/schema/web-types.json',
    name,
    version,
    'description-markup': 'markdown',
    contributions: {
      html: { elements: elementsOf(manifest).map(toWebTypesElement) },
    },
  }
}

function toWebTypesElement({
  tagName,
  name,
  description,
  attributes,
  events,
  slots,
  ...element
}: ElementDeclaration) {
  return {
    name: tagName,
    description,
    source: { module: '@tote/player', symbol: name },
    attributes: attributes.map((one) => ({
      name: one.name,
      description: one.description,
      value: isSwitch(one) ? { kind: 'no-value', type: 'boolean' } : { type: one.type.text },
    })),
    slots,
    js: { events: events.map((one) => ({ name: one.name, description: one.description })) },
    css: {
      parts: element.cssParts,
      properties: element.cssProperties.map((one) => ({ name: one.name, description: one.description })),
    },
  }
}

function isSwitch({ type }: Attribute): boolean {
  return type.text === 'boolean'
}

/** Of a union of words. */
function valuesOf({ type }: Attribute): string[] {
  return [...type.text.matchAll(/'([^']+)'/g)].map((match) => match[1] ?? '')
}
