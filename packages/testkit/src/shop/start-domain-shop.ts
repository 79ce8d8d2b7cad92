import { servePages } from '../e2e/serve-pages.ts'
import { startShowHub } from '../e2e/start-show-hub.ts'
import { findFreePort } from '../e2e/find-free-port.ts'
import { openDomains } from '../tls/open-domains.ts'

/** Three shops of one tenant and the hub, each a domain of its own. */
export interface DomainShop {
  readonly hub: string
  /** With a link to the market, `#away`, and one to the outlet, `#other`. */
  readonly brand: string
  readonly market: string
  /** A channel that is not trusted. */
  readonly outlet: string
  /** A proxy for a browser, whose address servers see. */
  openProxy(address: string): Promise<string>
  close(): Promise<void>
}

/** When things happened in a page of these shops, milliseconds of the machine's clock; kept in `window.seen`. */
export interface Seen {
  readonly ready?: number
  readonly offer?: number
  readonly click?: number
  readonly basket?: number
}

const SITES = { brand: 'https://brand.test', market: 'https://market.test', outlet: 'https://outlet.test' }
const HUB = 'https://hub.test'

/** Starts them behind TLS: `https://brand.test` and so on, for browsers that go by a proxy of theirs. */
export async function startDomainShop(): Promise<DomainShop> {
  const hub = await startShowHub(Object.values(SITES), {
    publicUrl: HUB,
    tenant: {
      channels: Object.entries(SITES).map(([name, origin]) => ({
        name,
        origin,
        isTrusted: name !== 'outlet',
      })),
    },
  })
  const port = await findFreePort()
  const mount = `<tote-player show="${hub.show}"></tote-player>
    <script async src="${hub.script}" data-hub="${HUB}" data-key="${hub.key}"></script>`
  const pages = await servePages({
    host: 'shops.localhost',
    port,
    pages: {
      '/': `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
        <link rel="icon" href="data:,"><title>A shop</title><script>(${watch.toString()})()</script>
        <body><p><a id="away" href="${SITES.market}/">To the market</a>
        <a id="other" href="${SITES.outlet}/">To the outlet</a></p>${mount}</body></html>`,
    },
  })
  const domains = await openDomains({
    'hub.test': hub.port,
    'brand.test': port,
    'market.test': port,
    'outlet.test': port,
  })
  return {
    hub: HUB,
    ...SITES,
    openProxy: (address) => domains.openProxy(address),
    async close() {
      await domains.close()
      await pages.close()
      await hub.close()
    },
  }
}

/** Runs in the page from its first moment, sent as its source: notes when what a shopper waits for is there. */
function watch(): void {
  const seen: { ready?: number; offer?: number; click?: number; basket?: number } = {}
  Reflect.set(window, 'seen', seen)
  document.addEventListener('DOMContentLoaded', () => (seen.ready = Date.now()))
  window.addEventListener('click', () => (seen.click = Date.now()), true)
  setInterval(() => {
    const player = document.querySelector('tote-player')
    const offer = player?.shadowRoot?.querySelector('tote-offer')?.shadowRoot
    if (offer?.querySelector('[part~="accept"]') != null) seen.offer ??= Date.now()
    const tote: unknown = Reflect.get(Object(player), 'tote')
    const cart = Reflect.get(Object(tote), 'cart') as
      { $cart: { get(): { totalQuantity: number } } } | undefined
    if ((cart?.$cart.get().totalQuantity ?? 0) > 0) seen.basket ??= Date.now()
  }, 5)
}
