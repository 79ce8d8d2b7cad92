import manifest from '../custom-elements.json' with { type: 'json' }

interface Named {
  readonly name: string
}

/** What tests ask of an element's entry in the manifest. */
export interface DescribedElement extends Named {
  readonly tagName: string
  readonly attributes: readonly (Named & {
    readonly fieldName: string
    readonly type: { readonly text: string }
  })[]
  readonly members: readonly (Named & { readonly kind: string })[]
  readonly events: readonly (Named & { readonly type: { readonly text: string } })[]
  readonly slots: readonly Named[]
  readonly cssParts: readonly Named[]
  readonly cssProperties: readonly Named[]
}

const modules: readonly { readonly path: string; readonly declarations: readonly DescribedElement[] }[] =
  manifest.modules

/** Each element of the manifest, with the file of its class from `src`. */
export const describedElements = modules.flatMap(({ path, declarations }) =>
  declarations.map((element) => ({
    tag: element.tagName,
    element,
    file: path.replace('dist/', '').replace(/\.js$/, '.ts'),
  })),
)
