/** The part of the Custom Elements Manifest (schema 2.1) that Tote fills in. */
export interface Manifest {
  readonly schemaVersion: string
  readonly readme: string
  readonly modules: readonly ManifestModule[]
}

export interface ManifestModule {
  readonly kind: 'javascript-module'
  readonly path: string
  readonly declarations: readonly ElementDeclaration[]
  readonly exports: readonly ManifestExport[]
}

interface ManifestExport {
  readonly kind: 'js' | 'custom-element-definition'
  readonly name: string
  readonly declaration: { readonly name: string; readonly module?: string }
}

export interface ElementDeclaration {
  readonly kind: 'class'
  readonly customElement: true
  readonly name: string
  readonly tagName: string
  readonly summary: string
  readonly description: string
  readonly attributes: readonly Attribute[]
  readonly members: readonly Member[]
  readonly events: readonly ElementEvent[]
  readonly slots: readonly Named[]
  readonly cssParts: readonly Named[]
  readonly cssProperties: readonly CssProperty[]
}

export interface Named {
  readonly name: string
  readonly description: string
}

export interface Attribute extends Named {
  readonly type: TypeText
  readonly default: string
  /** The property that holds it. */
  readonly fieldName: string
}

export interface Member extends Named {
  readonly kind: 'field' | 'method'
  readonly type?: TypeText
  readonly readonly?: boolean
  readonly parameters?: readonly { readonly name: string; readonly type: TypeText }[]
  readonly return?: { readonly type: TypeText }
}

export interface ElementEvent extends Named {
  /** The event's class, exported by `@tote/player`; `Event` for those of the video. */
  readonly type: TypeText
}

export interface CssProperty extends Named {
  readonly default: string
}

export interface TypeText {
  readonly text: string
}

/** Every element of the manifest, by its tag. */
export function elementsOf({ modules }: Manifest): ElementDeclaration[] {
  return modules
    .flatMap(({ declarations }) => declarations)
    .toSorted((a, b) => (a.tagName < b.tagName ? -1 : 1))
}

/** What a page gives an element as a property and not in markup. What it has of the video's is there once it is defined. */
export function propertiesOf({ members, attributes }: ElementDeclaration): Member[] {
  return members.filter(
    (one) =>
      one.kind === 'field' &&
      one.readonly !== true &&
      one.description !== AS_VIDEO &&
      !attributes.some(({ fieldName }) => fieldName === one.name),
  )
}

export const AS_VIDEO = 'As on a `video`.'
