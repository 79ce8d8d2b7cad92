import type { ProductView, Tote } from '@tote/core'
import type { TemplateResult } from 'lit'
import { createLoader } from '../create-loader.ts'
import type { MessagesHost } from '../messages/messages-controller.ts'
import type { PriceCountdown } from './price-countdown.ts'
import type { VariantChoice } from './variant-choice.ts'

export interface EndsOptions {
  /** Whether this element tells ears of it: one of those that show a product is enough. */
  readonly isTold: boolean
  tote(): Tote | null
}

export type RenderEnds = (product: ProductView, choice: VariantChoice) => TemplateResult | undefined

/** How long a price still stands, where it ends by itself. The countdown is loaded with the first such price. */
export function createEnds(host: MessagesHost, options: EndsOptions): RenderEnds {
  let countdown: PriceCountdown | undefined
  const load = createLoader(
    () => import('./price-countdown.ts'),
    (loaded) => {
      countdown = new loaded.PriceCountdown(host, options)
      host.requestUpdate()
    },
  )
  return (product, choice) => {
    if (product.variants.some(({ priceEndsAt }) => priceEndsAt !== null)) load()
    return countdown?.render(product, choice)
  }
}
