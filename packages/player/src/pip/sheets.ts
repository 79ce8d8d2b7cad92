import { adoptStyles, CSSResult, type CSSResultOrNative, type LitElement } from 'lit'

type View = Window & typeof globalThis

/** Makes a window's own copies of sheets: a sheet belongs to the document it was made in, and each is copied once. */
export class SheetCopies {
  readonly #view: View
  readonly #copies = new Map<CSSStyleSheet | CSSResult, CSSStyleSheet>()

  constructor(view: View) {
    this.#view = view
  }

  of(sheet: CSSStyleSheet | CSSResult, baseURL?: string): CSSStyleSheet {
    const known = this.#copies.get(sheet)
    if (known !== undefined) return known
    const copy = new this.#view.CSSStyleSheet(baseURL === undefined ? {} : { baseURL })
    copy.replaceSync(textOf(sheet))
    this.#copies.set(sheet, copy)
    return copy
  }

  /** The root of one of our elements, with its sheets as this window has them. */
  dress(element: LitElement): ShadowRoot {
    const { elementStyles, shadowRootOptions } = element.constructor as typeof LitElement
    const root = element.shadowRoot ?? element.attachShadow(shadowRootOptions)
    root.adoptedStyleSheets = elementStyles.map((style: CSSResultOrNative) => this.of(style))
    return root
  }
}

/** Sheets of every open root in an element, itself included, as they are now. */
export function takeSheets(element: Element): Map<ShadowRoot, readonly CSSStyleSheet[]> {
  const taken = new Map<ShadowRoot, readonly CSSStyleSheet[]>()
  for (const root of rootsIn(element)) taken.set(root, [...root.adoptedStyleSheets])
  return taken
}

/** Puts back what was taken, and gives those that came since their own. */
export function giveSheetsBack(
  element: Element,
  taken: ReadonlyMap<ShadowRoot, readonly CSSStyleSheet[]>,
): void {
  for (const root of rootsIn(element)) {
    const before = taken.get(root)
    if (before !== undefined) root.adoptedStyleSheets = [...before]
    else adoptStyles(root, (root.host.constructor as Partial<typeof LitElement>).elementStyles ?? [])
  }
}

function* rootsIn(element: Element): Generator<ShadowRoot> {
  if (element.shadowRoot !== null) {
    yield element.shadowRoot
    for (const inner of element.shadowRoot.querySelectorAll('*')) yield* rootsInOne(inner)
  }
  for (const inner of element.querySelectorAll('*')) yield* rootsInOne(inner)
}

function* rootsInOne(element: Element): Generator<ShadowRoot> {
  if (element.shadowRoot === null) return
  yield element.shadowRoot
  for (const inner of element.shadowRoot.querySelectorAll('*')) yield* rootsInOne(inner)
}

export function textOf(sheet: CSSStyleSheet | CSSResult): string {
  if (sheet instanceof CSSResult) return String(sheet)
  // Rules are read here, not written: their text is no inline style.
  return [...sheet.cssRules].map((rule) => String(Reflect.get(rule, 'cssText'))).join('\n')
}
