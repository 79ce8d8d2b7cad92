import { html, nothing, type TemplateResult } from 'lit'
import { closeIcon } from '../internal/theme/icons.ts'
import { loadLateParts } from './late-parts.ts'
import type { Panel, TotePlayer } from './tote-player.ts'

export function isLiveShow(player: TotePlayer): boolean {
  const shown = player.showState.value
  return shown?.status === 'ready' && shown.show.status === 'live'
}

/** Products, basket and chat, and what can be done with them elsewhere. */
export function renderPanel(player: TotePlayer): TemplateResult {
  const { words, shownPanel } = player
  const tab = (panel: Panel, name: string) =>
    html`<button
      class="tab"
      aria-pressed=${shownPanel === panel ? 'true' : 'false'}
      @click=${() => onTab(player, panel)}
    >
      ${name}${
        panel === 'cart' && (player.cart.value?.totalQuantity ?? 0) > 0
          ? html`<span class="count">${player.cart.value?.totalQuantity}</span>`
          : nothing
      }
    </button>`
  return html`<aside class="panel" id="panel" part="panel" aria-labelledby="panel-title">
    <div class="panel-head">
      <h2 class="ears-only panel-title" id="panel-title" tabindex="-1">
        ${words.text(shownPanel === 'cart' ? 'player.basket' : `player.${shownPanel}`)}
      </h2>
      ${tab('products', words.text('player.products'))} ${tab('cart', words.text('player.basket'))}
      ${isLiveShow(player) ? tab('chat', words.text('player.chat')) : nothing}
      <button
        class="icon-button close"
        aria-label=${words.text('player.closePanel')}
        @click=${() => player.closePanel()}
      >
        ${closeIcon}
      </button>
    </div>
    <div class="panel-body">
      ${player.panel === null ? nothing : renderTurns(player)}
      <tote-moments ?hidden=${shownPanel !== 'products'} .messages=${player.messages}></tote-moments>
      <tote-products ?hidden=${shownPanel !== 'products'} .messages=${player.messages}
        ><slot name="product" slot="product"></slot
      ></tote-products>
      <tote-cart ?hidden=${shownPanel !== 'cart'} .messages=${player.messages}></tote-cart>
      <div class="chat" ?hidden=${shownPanel !== 'chat'}>
        <tote-chat .messages=${player.messages}></tote-chat>
        <tote-reactions .messages=${player.messages}></tote-reactions>
      </div>
      <tote-together .messages=${player.messages}></tote-together>
      <tote-friends .messages=${player.messages}></tote-friends>
      <tote-carry .messages=${player.messages}></tote-carry>
      <slot name="panel"></slot>
    </div>
  </aside>`
}

/** What it is the shopper's turn for: on top of what is seen, be it the picture or the panel over it. */
export function renderTurns({ messages }: TotePlayer): TemplateResult {
  return html`<tote-waitlist compact .messages=${messages}></tote-waitlist>`
}

function onTab(player: TotePlayer, panel: Panel): void {
  player.shownPanel = panel
  if (panel === 'chat') loadLateParts()
}
