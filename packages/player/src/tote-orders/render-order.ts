import { formatClaimCode, type Order } from '@tote/protocol'
import { html, nothing, svg, type TemplateResult } from 'lit'
import { drawQrCode } from '../internal/draw-qr-code.ts'
import type { MessagesController } from '../internal/messages/messages-controller.ts'
import { addressText } from '../tote-stores/address-text.ts'
import { spansText } from '../tote-stores/store-times.ts'
import { dateText } from './date-text.ts'
import { waitsAtStore } from './is-current.ts'

export interface OrderOptions {
  readonly words: MessagesController
  readonly order: Order
  /** Where the store's people look a code up. */
  readonly hub: string
}

/** What was ordered, what it came to, and how it is got. */
export function renderOrder({ words, order, hub }: OrderOptions): TemplateResult {
  const { lines, total, refunded } = order
  const count = lines.reduce((sum, { quantity }) => sum + quantity, 0)
  return html`<p class="soft small" part="order-sum">
      ${words.text('orders.sum', { count, total: words.money(total) })}
    </p>
    <ul class="small">
      ${lines.map(({ quantity, ...line }) => html`<li>${lineText(words, line, quantity)}</li>`)}
    </ul>
    ${renderFulfilment({ words, order, hub })}
    ${
      refunded === undefined
        ? nothing
        : html`<p part="refunded">${words.text('orders.refunded', { amount: words.money(refunded) })}</p>`
    }`
}

function renderFulfilment({ words, order, hub }: OrderOptions): TemplateResult {
  const { fulfilment, lines } = order
  if (fulfilment.kind === 'delivery')
    return html`<p>${words.text('orders.delivery')}</p>
      ${renderSenders(words, fulfilment)}`
  const rest = lines.filter(({ isSent }) => isSent === true)
  return html`${renderPickup({ words, order, hub }, fulfilment)}
  ${
    rest.length === 0
      ? nothing
      : html`<p class="small" part="rest">
            ${words.text('orders.rest', {
              what: words.list(rest.map(({ quantity, ...line }) => lineText(words, line, quantity))),
            })}
          </p>
          ${renderSenders(words, fulfilment)}`
  }`
}

function renderSenders(
  words: MessagesController,
  { shipsFrom = [], sent = [] }: Pick<Order['fulfilment'], 'shipsFrom' | 'sent'>,
): TemplateResult {
  const from = shipsFrom.filter((store) => !sent.some(({ storeName }) => storeName === store))
  return html`${
    from.length === 0
      ? nothing
      : html`<p class="small soft" part="ships-from">
          ${words.text('orders.shipsFrom', { stores: words.list(from) })}
        </p>`
  }
  ${sent.map(
    ({ storeName: store, at, tracking }) =>
      html`<p class="small" part="sent">
        ${words.text('orders.sent', { store, date: dateText(words, at) })}
        ${
          tracking === undefined
            ? nothing
            : html`<br /><span part="tracking" translate="no"
                  >${words.text('orders.tracking', { tracking })}</span
                >`
        }
      </p>`,
  )}`
}

function lineText(
  words: MessagesController,
  { title, variantTitle }: Pick<Order['lines'][number], 'title' | 'variantTitle'>,
  count: number,
): string {
  const what = variantTitle === '' ? title : `${title}, ${variantTitle}`
  return words.text('orders.line', { count, title: what })
}

function renderPickup(
  { words, order, hub }: OrderOptions,
  fulfilment: Extract<Order['fulfilment'], { kind: 'pickup' }>,
): TemplateResult | typeof nothing {
  const { storeName: store, code, handedOverAt } = fulfilment
  if (handedOverAt !== undefined)
    return html`<p part="handed-over">
      ${words.text('orders.handedOver', { store, date: dateText(words, handedOverAt) })}
    </p>`
  if (!waitsAtStore(order)) return nothing
  const { path, size } = drawQrCode(`${hub}/console#pickup=${code}`)
  return html`${renderPlace(words, fulfilment)}
    <div class="pickup" part="pickup">
      <p>
        ${words.text('orders.pickup', { store })}
        <span class="code" part="pickup-code" translate="no">${formatClaimCode(code)}</span>
      </p>
      <svg
        class="scan"
        part="scan"
        role="img"
        aria-label=${words.text('orders.scan')}
        viewBox="0 0 ${size} ${size}"
        shape-rendering="crispEdges"
      >
        ${svg`<path fill="currentColor" d=${path} />`}
      </svg>
    </div>`
}

/** From when on it is there, where that is, and when the store is open. */
function renderPlace(
  words: MessagesController,
  { readyAt, preparedAt, store }: Extract<Order['fulfilment'], { kind: 'pickup' }>,
): TemplateResult {
  const { address, timeZone, days = [] } = store ?? {}
  return html`${
    preparedAt !== undefined
      ? html`<p class="ready" part="ready">
          ${words.text('orders.prepared', { date: dateText(words, preparedAt, timeZone) })}
        </p>`
      : readyAt === undefined
        ? nothing
        : html`<p class="ready" part="ready">
            ${words.text('orders.ready', { date: dateText(words, readyAt, timeZone) })}
          </p>`
  }
  ${
    address === undefined
      ? nothing
      : html`<p class="small" part="address" translate="no">${addressText(address)}</p>`
  }
  ${
    days.length === 0
      ? nothing
      : html`<details class="small" part="hours">
          <summary>${words.text('orders.hours')}</summary>
          <dl class="hours numbers">
            ${days.map(
              ({ at, spans }) =>
                html`<dt>${weekdayText(words, at, timeZone)}</dt>
                  <dd>
                    ${spans.length === 0 ? words.text('orders.closed') : spansText(words, spans, timeZone)}
                  </dd>`,
            )}
          </dl>
        </details>`
  }`
}

function weekdayText({ lang }: MessagesController, at: number, timeZone: string | undefined): string {
  return new Intl.DateTimeFormat(lang, { weekday: 'long', timeZone }).format(at)
}
