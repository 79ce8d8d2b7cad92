import type { ProductView } from '@tote/core'
import { html, nothing, type TemplateResult } from 'lit'
import type { MessagesController } from '../internal/messages/messages-controller.ts'
import { renderAddButton, renderAddStatus } from '../internal/shopping/add-button.ts'
import type { BuyController } from '../internal/shopping/buy-controller.ts'
import type { RenderEnds } from '../internal/shopping/create-ends.ts'
import { renderOptions } from '../internal/shopping/option-groups.ts'
import { renderLine } from '../internal/shopping/render-line.ts'
import { isSoldOut, renderLowStock, renderProductPrice } from '../internal/shopping/product-facts.ts'
import { chooseVariant, type VariantChoice } from '../internal/shopping/variant-choice.ts'
import { renderPicture } from '../internal/theme/picture.ts'
import type { ToteElement } from '../internal/tote-element.ts'

export interface CardOptions {
  readonly host: ToteElement
  readonly words: MessagesController
  readonly product: ProductView
  readonly isLeaving: boolean
  readonly isCompact: boolean
  readonly buy: BuyController | null
  readonly ends: RenderEnds | null
  open(): void
  press(): void
}

export function renderCard(options: CardOptions): TemplateResult {
  const { words, product, isLeaving, isCompact, buy, ends, open } = options
  const { title, brand } = product
  const choice = buy?.choice(product) ?? chooseVariant(product, {})
  return html`<article class="card" part="card" ?data-leaving=${isLeaving} ?inert=${isLeaving}>
    <div class="picture-button" @click=${open}>${renderPicture({ src: choice.image, alt: '', title })}</div>
    <div class="body">
      <div class="heading">
        ${brand === null || isCompact ? nothing : html`<p class="brand">${brand}</p>`}
        <h3 class="name">
          <button class="title" part="title" type="button" @click=${open}>${title}</button>
        </h3>
        <p class="facts">
          ${renderProductPrice(words, product, choice)} ${ends?.(product, choice)}
          ${renderLowStock(words, choice)}
        </p>
      </div>
      ${isCompact || buy === null ? nothing : renderOptions(words, choice, (axis, value) => buy.pick(axis, value))}
      ${renderBuying(options, choice)}
    </div>
  </article>`
}

function renderBuying(
  { host, words, product, isCompact, buy, press }: CardOptions,
  choice: VariantChoice,
): TemplateResult {
  const state = buy?.state ?? { status: 'idle' }
  const { title } = product
  if (choice.variant?.drop) return renderLine(host, choice.variant)
  return html`<div class="buying">
    ${renderAddButton(words, {
      state,
      isSoldOut: isSoldOut(product, choice),
      missing: choice.missing,
      title,
      isShort: isCompact,
      press,
    })}
    ${renderAddStatus(words, state, title)}
  </div>`
}
