import type { ProductView } from '@tote/core'
import type { LitElement } from 'lit'
import { AddController } from '../internal/shopping/add-controller.ts'
import type { TemplateOptions } from './own-template.ts'
import { toProductData } from './product-data.ts'
import { TemplateCopy, type Scope } from './template-copy.ts'

export interface FillOptions extends TemplateOptions {
  readonly template: HTMLTemplateElement
  /** Which is the name of the slot too. */
  readonly kind: 'card' | 'product'
}

interface Copied {
  readonly copy: TemplateCopy
  /** All of one product. */
  readonly holder: HTMLElement
}

/**
 * Copies of a page's template, one a product, in a box beside the template: in the page's own tree, where its styles reach
 * them, and shown in our slot. What is pressed there goes through our events.
 */
export class FilledTemplate {
  readonly #options: FillOptions
  readonly #adding: AddController
  readonly #box: HTMLElement
  readonly #copies = new Map<string, Copied>()
  #products: readonly ProductView[] = []
  #focusedId: string | undefined

  constructor(host: LitElement, options: FillOptions) {
    this.#options = options
    this.#adding = new AddController(host)
    this.#box = options.template.ownerDocument.createElement('div')
    this.#box.slot = options.kind
  }

  fill(products: readonly ProductView[]): void {
    const { words, template, tote } = this.#options
    // Taken out with its host and put back with it.
    if (!this.#box.isConnected) template.after(this.#box)
    this.#products = products
    const showing = new Set(
      tote()
        ?.show.$moment.get()
        .pinned.map(({ id }) => id),
    )
    for (const [id, { holder }] of this.#copies)
      if (!products.some((product) => product.id === id)) {
        holder.remove()
        this.#copies.delete(id)
      }
    for (const [index, product] of products.entries()) {
      const { copy, holder } = this.#copies.get(product.id) ?? this.#copyFor(product.id)
      const state = index === 0 ? this.#adding.state : ({ status: 'idle' } as const)
      const isShowing = showing.has(product.id)
      copy.update({ ...toProductData(words, product, { isShowing, state }) })
      // Put where it stands already it would lose the focus.
      if (this.#box.children[index] !== holder)
        this.#box.insertBefore(holder, this.#box.children[index] ?? null)
    }
    this.#keepFocus()
  }

  remove(): void {
    this.#box.remove()
  }

  act(name: string, scope: Scope): void {
    const product = this.#products.find(
      ({ id, variants }) => id === scope['id'] || variants.some((variant) => variant.id === scope['id']),
    )
    if (name === 'close') this.#options.close()
    else if (product === undefined) return
    else if (name === 'open') this.#options.open(product)
    else if (name === 'add') this.#add(product, scope)
  }

  /** One that comes in more than one variant is added by the variant, or chosen in full view. */
  #add(product: ProductView, scope: Scope): void {
    const tote = this.#options.tote()
    const [only, ...more] = product.variants
    const variant =
      product.variants.find(({ id }) => id === scope['id']) ?? (more.length === 0 ? only : undefined)
    if (tote === null) return
    if (variant === undefined) this.#options.open(product)
    else void this.#adding.add(tote, product.id, { variantId: variant.id, quantity: 1 })
  }

  /** What was pressed to come here is gone: whoever came by keys goes on from here. */
  #keepFocus(): void {
    const id = this.#products[0]?.id
    const isOpened = this.#options.kind === 'product' && id !== undefined && id !== this.#focusedId
    this.#focusedId = id
    const { activeElement, body } = this.#box.ownerDocument
    if (!isOpened || (activeElement !== body && activeElement?.contains(this.#box) !== true)) return
    this.#box.tabIndex = -1
    this.#box.focus()
  }

  #copyFor(id: string): Copied {
    const holder = this.#box.ownerDocument.createElement('div')
    const copy = new TemplateCopy(this.#options.template, this)
    // Before it is filled: what a list makes has to stand behind its template.
    holder.append(...copy.roots)
    const copied = { copy, holder }
    this.#copies.set(id, copied)
    return copied
  }
}
