import { servePages, type ServedPage } from '../e2e/serve-pages.ts'
import { startShowHub } from '../e2e/start-show-hub.ts'
import { findFreePort } from '../e2e/find-free-port.ts'
import { openDomains } from '../tls/open-domains.ts'

/** Shops and portals of one tenant, the hub and a stranger, each a domain of its own. */
export interface DomainShop {
  readonly hub: string
  /** With links to the market, `#away`, to the outlet, `#other`, and to the portal, `#portal`. */
  readonly brand: string
  readonly market: string
  /** A channel that is not trusted. */
  readonly outlet: string
  /** Channels whose players are frames of the hub: the pages of `portalPages`, the same on both. */
  readonly portal: string
  readonly gazette: string
  /** On no list: the pages of `strangerPages`. */
  readonly stranger: string
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

/** What these sites serve, by path. */
export interface DomainPages {
  /** @param mount Script tag and player of an isolated mount; the first page is one with it alone, unless told otherwise. */
  portalPages?(mount: string): Readonly<Record<string, string | ServedPage>>
  /** @param frame Address of the hub's frame for this tenant. */
  strangerPages?(frame: string): Readonly<Record<string, string>>
}

const SITES = { brand: 'https://brand.test', market: 'https://market.test', outlet: 'https://outlet.test' }
const PORTALS = { portal: 'https://portal.test', gazette: 'https://gazette.test' }
const STRANGER = 'https://stranger.test'
const HUB = 'https://hub.test'

/** Starts them behind TLS: `https://brand.test` and so on, for browsers that go by a proxy of theirs. */
export async function startDomainShop({
  portalPages = (mount) => ({ '/': pageOf(mount) }),
  strangerPages = () => ({}),
}: DomainPages = {}): Promise<DomainShop> {
  const hub = await startShowHub(Object.values(SITES), {
    publicUrl: HUB,
    tenant: {
      channels: [
        ...Object.entries(SITES).map(([name, origin]) => ({ name, origin, isTrusted: name !== 'outlet' })),
        ...Object.entries(PORTALS).map(([name, origin]) => ({
          name,
          origin,
          isIsolated: true,
          tellsCount: true,
        })),
      ],
    },
  })
  const port = await findFreePort()
  const mountOf = (attribute = '') => `<tote-player show="${hub.show}"></tote-player>
    <script async src="${hub.script}" data-hub="${HUB}" data-key="${hub.key}"${attribute}></script>`
  const pages = await servePages({
    host: 'shops.localhost',
    port,
    pages: {
      '/': pageOf(
        `<p><a id="away" href="${SITES.market}/">To the market</a>
        <a id="other" href="${SITES.outlet}/">To the outlet</a>
        <a id="portal" href="${PORTALS.portal}/">To the portal</a></p>${mountOf()}`,
        `<script>(${watch.toString()})()</script>`,
      ),
    },
  })
  const portals = await servePages({
    host: 'portals.localhost',
    pages: portalPages(mountOf(' data-isolated')),
  })
  const stranger = await servePages({
    host: 'stranger.localhost',
    pages: strangerPages(`${HUB}/frame?key=${hub.key}`),
  })
  const domains = await openDomains({
    'hub.test': hub.port,
    'brand.test': port,
    'market.test': port,
    'outlet.test': port,
    'portal.test': portals.port,
    'gazette.test': portals.port,
    'stranger.test': stranger.port,
  })
  return {
    hub: HUB,
    ...SITES,
    ...PORTALS,
    stranger: STRANGER,
    openProxy: (address) => domains.openProxy(address),
    async close() {
      await domains.close()
      await Promise.all([pages, portals, stranger].map((server) => server.close()))
      await hub.close()
    },
  }
}

function pageOf(body: string, head = ''): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
    <link rel="icon" href="data:,"><title>A shop</title>${head}<body>${body}</body></html>`
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
