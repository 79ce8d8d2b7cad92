import type { ListedShow } from '@tote/protocol'
import { html, nothing, type TemplateResult } from 'lit'
import type { MessagesController } from '../messages/messages-controller.ts'
import { renderPicture } from '../theme/picture.ts'
import { showWhen } from './show-when.ts'

export interface ShowTileOptions {
  readonly words: MessagesController
  readonly show: ListedShow
  readonly nowMs: number
  /** The one that is open in place. */
  readonly isCurrent: boolean
  /** In the row of round pictures there is room for a name alone. */
  readonly isStory: boolean
  open(): void
}

/** A show to be opened: its poster, whether it is live, to come or was, its title and what it brings. */
export function renderShowTile(options: ShowTileOptions): TemplateResult {
  const { words, show, isCurrent, isStory, open } = options
  const { id, title, status, poster = null } = show
  return html`<button
    class="show"
    part="show"
    type="button"
    data-show=${id}
    data-status=${status}
    aria-current=${isCurrent ? 'true' : nothing}
    @click=${open}
  >
    <span class="frame">
      ${renderPicture({ src: poster, alt: '', title })}
      ${isStory && status !== 'live' ? nothing : renderBadge(options)}
    </span>
    <span class="title" part="title">${title}</span>
    ${isStory ? nothing : html`<span class="meta" part="meta">${metaOf(words, show)}</span>`}
  </button>`
}

function renderBadge({ words, show, nowMs }: ShowTileOptions): TemplateResult {
  const { status, startsAt } = show
  return html`<span class="badge" part="badge" data-status=${status}>${badgeOf(words, status)}</span>${
      status === 'live'
        ? nothing
        : html`<time class="when numbers" part="when" datetime=${new Date(startsAt).toISOString()}
            >${showWhen(startsAt, nowMs, words.lang)}</time
          >`
    }`
}

export function badgeOf(words: MessagesController, status: ListedShow['status']): string {
  if (status === 'live') return words.text('shows.live')
  return words.text(status === 'ended' ? 'shows.replay' : 'shows.soon')
}

function metaOf(words: MessagesController, { host, productCount }: ListedShow): string {
  // The number first: it is short, and the last to go where there is little room.
  return [
    ...(productCount === 0 ? [] : [words.text('shows.products', { count: productCount })]),
    ...(host === undefined ? [] : [words.text('shows.with', { host })]),
  ].join(' · ')
}
