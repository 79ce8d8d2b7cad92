import type { ProductView, Tote } from '@tote/core'
import type { LitElement } from 'lit'
import { AddController, type AddState } from './add-controller.ts'
import { focusMissing } from './option-groups.ts'
import { chooseVariant, type Picks, type VariantChoice } from './variant-choice.ts'

/** What a shopper picked of the product that is shown, and the add of it. Begins anew with each product. */
export class BuyController {
  readonly #host: LitElement
  readonly #adding: AddController
  #picks: Picks = {}
  #productId: string | null = null

  constructor(host: LitElement) {
    this.#host = host
    this.#adding = new AddController(host)
  }

  get state(): AddState {
    return this.#adding.state
  }

  choice(product: ProductView): VariantChoice {
    if (product.id !== this.#productId) {
      this.#productId = product.id
      this.#picks = {}
      this.#adding.reset()
    }
    return chooseVariant(product, this.#picks)
  }

  pick(axis: string, value: string) {
    this.#picks = { ...this.#picks, [axis]: value }
    this.#adding.reset()
    this.#host.requestUpdate()
  }

  /** Adds what is picked, or leads to what still has to be. */
  press(tote: Tote, product: ProductView, quantity: number) {
    const { variant, missing } = this.choice(product)
    if (missing !== null) focusMissing(this.#host.renderRoot)
    else if (variant !== null) void this.#adding.add(tote, product.id, { variantId: variant.id, quantity })
  }
}
