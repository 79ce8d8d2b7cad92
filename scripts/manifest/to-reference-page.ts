import { elementsOf, type ElementDeclaration, type Manifest, type Member } from './manifest.ts'

/** `docs/reference/elements.md`: every element with all a page can give it, hear from it and style. */
export function toReferencePage(manifest: Manifest): string {
  const elements = elementsOf(manifest)
  const shared = sharedProperties(elements)
  return [
    '# Elements, one by one',
    '',
    'Made from the elements themselves by `npm run manifest`; how they work together is in [the guide](../guides/elements.md). The same as',
    "data: `custom-elements.json` of `@tote/player`, beside which lie VS Code's custom data and JetBrains' web-types.",
    '',
    'An attribute is also a property, named in brackets where it has another name. A part of an element inside another one has the',
    "inner element's name in front: `tote-player::part(cart-line)`.",
    '',
    elements.map(({ tagName }) => `[\`<${tagName}>\`](#${tagName})`).join(' · '),
    '',
    ...elements.flatMap((element) => toSection(element, shared)),
    '## Custom properties of all',
    '',
    'From `:root` or any element around.',
    '',
    ...table(
      ['property', 'is', 'default'],
      shared.map((one) => [code(one.name), one.description, code(one.default)]),
    ),
    '',
  ].join('\n')
}

function toSection(element: ElementDeclaration, shared: readonly { readonly name: string }[]): string[] {
  const { tagName, description, attributes, members, events, slots, cssParts } = element
  const fields = members.filter(
    ({ kind, name }) => kind === 'field' && !attributes.some(({ fieldName }) => fieldName === name),
  )
  const methods = members.filter(({ kind }) => kind === 'method')
  const own = element.cssProperties.filter(({ name }) => !shared.some((one) => one.name === name))
  return [
    `## ${tagName}`,
    '',
    description,
    '',
    ...block(
      ['attribute', 'is', 'type', 'default'],
      attributes.map((one) => [
        code(one.name) + (one.fieldName === one.name ? '' : ` (${code(one.fieldName)})`),
        one.description,
        code(one.type.text.replace(' | null', '')),
        one.default === 'null' ? '' : code(one.default),
      ]),
    ),
    ...block(
      ['property', 'is', 'type'],
      fields.map((one) => [
        code(one.name) + (one.readonly === true ? ', to read' : ''),
        one.description,
        code(one.type?.text ?? ''),
      ]),
    ),
    ...block(
      ['method', 'does', 'returns'],
      methods.map((one) => [code(signatureOf(one)), one.description, code(one.return?.type.text ?? 'void')]),
    ),
    ...block(
      ['event', 'when', 'class'],
      events.map((one) => [code(one.name), one.description, code(one.type.text)]),
    ),
    ...block(
      ['slot', 'holds'],
      slots.map((one) => [one.name === '' ? 'without a name' : code(one.name), one.description]),
    ),
    ...block(
      ['part', 'is'],
      cssParts.map((one) => [code(one.name), one.description]),
    ),
    ...block(
      ['custom property', 'is', 'default'],
      own.map((one) => [code(one.name), one.description, code(one.default)]),
    ),
  ]
}

/** Those that every element reads. */
function sharedProperties(elements: readonly ElementDeclaration[]) {
  const [first, ...others] = elements
  return (first?.cssProperties ?? []).filter(({ name }) =>
    others.every(({ cssProperties }) => cssProperties.some((one) => one.name === name)),
  )
}

function signatureOf({ name, parameters = [] }: Member): string {
  return `${name}(${parameters.map((one) => `${one.name}: ${one.type.text}`).join(', ')})`
}

function block(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return rows.length === 0 ? [] : [...table(head, rows), '']
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return [head, head.map(() => '---'), ...rows].map(
    (cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`,
  )
}

function code(text: string): string {
  return text === '' ? '' : `\`${text}\``
}
