import { html, nothing, type TemplateResult } from 'lit'
import { alertIcon, bagIcon } from '../internal/theme/icons.ts'
import { canPip } from '../pip/can-pip.ts'
import { chatIcon, listIcon, mutedIcon, playIcon } from '../tote-controls/media-icons.ts'
import type { ToteProductOpenEvent } from '../tote-product/tote-product-open-event.ts'
import { faultText } from './fault-text.ts'
import { performRequest } from './perform-request.ts'
import { isLiveShow, renderPanel, renderTurns } from './render-panel.ts'
import type { Panel, TotePlayer } from './tote-player.ts'

/** Everything the player shows. It decides nothing: each part asks the player. */
export function renderPlayer(player: TotePlayer): TemplateResult {
  const { playback, words } = player
  const shown = player.showState.value
  const title = shown?.status === 'ready' ? shown.show.title : ''
  const isIdle = playback.state.status === 'idle'
  return html`
    <section
      class="frame"
      part="frame"
      aria-label=${title === '' ? words.text('player.labelEmpty') : words.text('player.label', { title })}
      data-status=${playback.state.status}
      data-shape=${shapeOf(player)}
      data-panel=${player.panel ?? nothing}
    >
      <div class="stage" part="stage" ?data-resting=${player.rest.isResting}>
        <video
          part="video"
          playsinline
          ?loop=${player.loop}
          crossorigin=${player.crossorigin ?? nothing}
          @click=${() => onPictureClick(player)}
        ></video>
        ${isIdle ? renderPoster(player, title) : nothing}
        <div class="shade" aria-hidden="true"></div>
        ${renderThin(player)} ${renderTop(player, title)}
        ${playback.state.status === 'loading' ? html`<div class="spinner" role="status" aria-label=${words.text('player.loading')}></div>` : nothing}
        ${renderFault(player)}
        <tote-mini .messages=${player.messages}></tote-mini>
        <div class="offer">
          <tote-offer part="offer" .messages=${player.messages}></tote-offer>
          <tote-together compact .messages=${player.messages}></tote-together>
          ${player.panel === null ? renderTurns(player) : nothing}
          <tote-share compact .messages=${player.messages}></tote-share>
          <tote-friends compact .messages=${player.messages}></tote-friends>
          <tote-carry compact .messages=${player.messages}></tote-carry>
        </div>
        <div class="bottom">
          <tote-notices class="notices" .messages=${player.messages}></tote-notices>
          ${isIdle ? nothing : renderTalk(player)}
          <div
            class="card"
            @tote-product-open=${(event: ToteProductOpenEvent) => onProductOpen(player, event)}
          >
            <slot name="card"
              ><tote-product-card compact .messages=${player.messages}></tote-product-card
            ></slot>
          </div>
          ${isIdle ? nothing : renderControls(player)}
        </div>
        ${renderSettings(player)}
      </div>
      ${renderPanel(player)}
    </section>
  `
}

function shapeOf({ video }: TotePlayer): 'portrait' | 'landscape' {
  return video !== null && video.videoWidth > video.videoHeight ? 'landscape' : 'portrait'
}

function onPictureClick(player: TotePlayer): void {
  if (player.playback.needsTapForSound) player.playback.soundOn()
  else if (player.paused) performRequest(player, { ask: 'play' })
  else player.rest.toggle()
}

function onMomentsOpen(player: TotePlayer, event: Event): void {
  // The page may take it, as it may any request.
  queueMicrotask(() => {
    if (event.defaultPrevented) return
    player.openPanel('products')
    player.renderRoot.querySelector('tote-moments:not([compact])')?.toggleAttribute('open', true)
  })
}

/** Beside or over the picture, where the show goes on, rather than in a sheet over the page. */
function onProductOpen(player: TotePlayer, event: ToteProductOpenEvent): void {
  if (event.defaultPrevented) return
  event.preventDefault()
  player.openPanel('products')
  const products = player.renderRoot.querySelector('tote-products')
  if (products !== null) products.product = event.detail.productId
}

function renderPoster(player: TotePlayer, title: string) {
  const { words, posterUrl } = player
  const label = title === '' ? words.text('player.startEmpty') : words.text('player.start', { title })
  return html`<div class="poster">
    <slot name="poster"
      >${posterUrl === null ? nothing : html`<img part="poster" src=${posterUrl} alt="" decoding="async" />`}</slot
    >
    ${
      faultOf(player) === null && !isToCome(player)
        ? html`<button
            class="start"
            part="start"
            aria-label=${label}
            @click=${() => performRequest(player, { ask: 'play' })}
          >
            <slot name="start">${playIcon}</slot>
          </button>`
        : nothing
    }
  </div>`
}

/** There is nothing yet that a press could start. */
function isToCome({ showState, streamUrl }: TotePlayer): boolean {
  const shown = showState.value
  return shown?.status === 'ready' && shown.show.status === 'scheduled' && streamUrl === null
}

function renderTop(player: TotePlayer, title: string) {
  const { words, playback } = player
  const shown = player.showState.value
  if (shown?.status !== 'ready') return nothing
  const { status, host, startsAt } = shown.show
  const badge = status === 'live' ? 'player.live' : status === 'ended' ? 'player.replay' : 'player.soon'
  const watching = player.watching.value ?? null
  return html`<header class="top">
    <div class="names">
      <p class="title">${title}</p>
      <p class="host">${host ?? shown.tenantName}</p>
    </div>
    <p class="facts">
      <span class="badge" part="badge" data-status=${status}>${words.text(badge)}</span>
      ${status === 'scheduled' ? html`<span class="watching">${words.date(startsAt)}</span>` : nothing}
      ${status === 'live' && watching !== null ? html`<span class="watching">${words.text('player.watching', { count: watching })}</span>` : nothing}
    </p>
    ${
      playback.needsTapForSound
        ? html`<button class="sound" @click=${() => playback.soundOn()}>
            ${mutedIcon}${words.text('player.tapForSound')}
          </button>`
        : nothing
    }
  </header>`
}

/** What stops the show, if anything does. */
function faultOf(player: TotePlayer) {
  if (player.mount.fault !== null) return player.mount.fault
  const shown = player.showState.value
  if (shown?.status === 'failed') return shown.error
  const { state } = player.playback
  return state.status === 'failed' ? state.error : null
}

function renderFault(player: TotePlayer) {
  const error = faultOf(player)
  const key = error === null ? null : faultText(error.code)
  if (error === null || key === null) return nothing
  return html`<div class="fault" part="fault" role="alert" data-code=${error.code}>
    ${alertIcon}
    <p>${player.words.text(key)}</p>
    <button class="button" @click=${() => player.retry()}>${player.words.text('player.retry')}</button>
  </div>`
}

function renderControls(player: TotePlayer) {
  const { playback, video } = player
  return html`<tote-controls
    .messages=${player.messages}
    ?paused=${player.paused}
    ?muted=${player.muted}
    ?live=${playback.isLive}
    ?behind=${!playback.isAtEdge}
    ?has-captions=${(playback.captions?.tracks.length ?? 0) > 0}
    ?captions-shown=${playback.captions?.shown != null}
    ?has-fullscreen=${player.ownerDocument.fullscreenEnabled}
    ?fullscreen=${player.ownerDocument.fullscreenElement === player}
    ?has-pip=${canPip(video)}
    ?has-airplay=${playback.airPlay.isAvailable}
    ?airplaying=${playback.airPlay.isActive}
    .lag=${playback.lag ?? 0}
    .rewind=${playback.rewind}
    .currentTime=${player.currentTime}
    .duration=${playback.isLive ? Number.NaN : player.duration}
    @tote-media-request=${player.onMediaRequest}
  >
    ${renderOpener(player, 'products')} ${renderOpener(player, 'cart')}
  </tote-controls>`
}

function renderThin(player: TotePlayer) {
  const { thin, playback, messages, onMediaRequest } = player
  if (thin.reason === null || playback.state.status === 'idle') return nothing
  return html`<tote-thin
    part="thin"
    .reason=${thin.reason}
    .silent=${playback.engine?.isResting === true}
    .poster=${player.posterUrl}
    .messages=${messages}
    @tote-media-request=${onMediaRequest}
  ></tote-thin>`
}

function renderSettings(player: TotePlayer) {
  const { settings, messages, onMediaRequest } = player
  if (settings.page === null) return nothing
  return html`<tote-settings
    part="settings"
    .player=${player}
    .page=${settings.page}
    .messages=${messages}
    @tote-media-request=${onMediaRequest}
    @tote-settings-close=${settings.close}
  ></tote-settings>`
}

/** These elements are defined once the picture plays; until then they are not there. */
function renderTalk(player: TotePlayer) {
  const { messages } = player
  return html`<tote-note .messages=${messages}></tote-note>
    <tote-moments
      compact
      .messages=${messages}
      @tote-moments-open=${(event: Event) => onMomentsOpen(player, event)}
    ></tote-moments>
    <tote-poll .messages=${messages}></tote-poll> ${
      isLiveShow(player)
        ? html`<div class="talk">
            <tote-chat compact .messages=${messages}></tote-chat>
            ${renderOpener(player, 'chat')}
            <tote-reactions compact .messages=${messages}></tote-reactions>
          </div>`
        : nothing
    }`
}

function renderOpener(player: TotePlayer, panel: Panel) {
  const { words } = player
  const count = panel === 'cart' ? (player.cart.value?.totalQuantity ?? 0) : 0
  const label = panel === 'cart' ? words.text('cart.open', { count }) : words.text(`player.${panel}`)
  return html`<button
    class="opener"
    part="open-${panel}"
    aria-label=${label}
    aria-expanded=${player.panel === panel ? 'true' : 'false'}
    aria-controls="panel"
    @click=${() => player.openPanel(panel)}
  >
    ${icons[panel]}${count > 0 ? html`<span class="count">${count}</span>` : nothing}
  </button>`
}

const icons = { products: listIcon, cart: bagIcon, chat: chatIcon }
