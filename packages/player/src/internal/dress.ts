import type { LitElement } from 'lit'

/** Under this name a document that is not the page's own gives elements made in it their sheets. */
export const DRESS = Symbol.for('@tote/player/dress')

export type Dress = (element: LitElement) => ShadowRoot
export type DressingDocument = Document & { [DRESS]?: Dress }

/** The root with sheets of the document the element is in; undefined in the page's own, where Lit sees to it. */
export function dress(element: LitElement): ShadowRoot | undefined {
  const page: DressingDocument = element.ownerDocument
  return page[DRESS]?.(element)
}
