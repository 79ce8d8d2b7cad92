/** What a copy is filled with: texts, yes or no, lists of the same. */
export type Scope = Readonly<Record<string, unknown>>

export interface CopyActions {
  /** `scope` is that of the nearest list the element stands in. */
  act(name: string, scope: Scope, copy: TemplateCopy): void
}

/**
 * A copy of a page's template, filled and filled again by its attributes: `data-tote-text`, `-src`, `-if`, `-unless`,
 * `-give`, `-do`, and `-each` on a template inside. What is filled in is text, the address of a picture, or a property;
 * never markup.
 */
export class TemplateCopy {
  readonly roots: readonly Element[]
  readonly #fills: ((scope: Scope) => void)[] = []
  #scope: Scope = {}

  constructor(template: HTMLTemplateElement, actions: CopyActions) {
    const content = template.ownerDocument.importNode(template.content, true)
    for (const element of content.querySelectorAll<HTMLElement>('*')) this.#bind(element, actions)
    this.roots = [...content.children]
  }

  update(scope: Scope): void {
    this.#scope = scope
    for (const fill of this.#fills) fill(scope)
  }

  remove(): void {
    for (const root of this.roots) root.remove()
  }

  #bind(element: HTMLElement, actions: CopyActions): void {
    const { toteText, toteSrc, toteIf, toteUnless, toteGive, toteDo, toteEach } = element.dataset
    if (toteText !== undefined)
      this.#fills.push((scope) => void (element.textContent = textOf(scope, toteText)))
    if (toteSrc !== undefined && element instanceof HTMLImageElement)
      this.#fills.push((scope) => showPicture(element, textOf(scope, toteSrc)))
    if (toteIf !== undefined) this.#fills.push((scope) => void (element.hidden = !isThere(scope[toteIf])))
    if (toteUnless !== undefined)
      this.#fills.push((scope) => void (element.hidden = isThere(scope[toteUnless])))
    if (toteGive !== undefined)
      this.#fills.push((scope) => void Object.assign(element, { [toteGive]: scope }))
    if (toteDo !== undefined) element.addEventListener('click', () => actions.act(toteDo, this.#scope, this))
    if (toteEach !== undefined && element instanceof HTMLTemplateElement)
      this.#fills.push(listOf(element, toteEach, actions))
  }
}

/** Keeps a copy for each of a list's items behind its template, by their ids. */
function listOf(template: HTMLTemplateElement, name: string, actions: CopyActions): (scope: Scope) => void {
  const copies = new Map<string, TemplateCopy>()
  return (scope) => {
    const items = scope[name]
    const list = Array.isArray(items) ? items.filter(isScope) : []
    const ids = new Set(list.map(idOf))
    for (const [id, copy] of copies)
      if (!ids.has(id)) {
        copy.remove()
        copies.delete(id)
      }
    let last: Element = template
    for (const item of list) {
      const copy = copies.get(idOf(item)) ?? new TemplateCopy(template, actions)
      copies.set(idOf(item), copy)
      copy.update(item)
      for (const root of copy.roots) {
        // Put where it stands already it would lose the focus.
        if (last.nextElementSibling !== root) last.after(root)
        last = root
      }
    }
  }
}

function isScope(value: unknown): value is Scope {
  return typeof value === 'object' && value !== null
}

function idOf({ id }: Scope): string {
  return String(id)
}

function isThere(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : Boolean(value)
}

function textOf(scope: Scope, name: string): string {
  const value = scope[name]
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

/** Only what is fetched as a picture is from elsewhere: no `javascript:`, no `data:`. */
function showPicture(image: HTMLImageElement, url: string): void {
  const isSafe =
    URL.canParse(url, document.baseURI) && /^https?:$/.test(new URL(url, document.baseURI).protocol)
  image.hidden = !isSafe
  if (isSafe && image.src !== url) image.src = url
}
