import { generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import type { TotePlayer } from '@tote/player'
import type { CreditReport, CueIntent, ShowEvent } from '@tote/protocol'
import { creditReportSchema, postedCueSchema } from '@tote/protocol'
import {
  createTempFolder,
  findFreePort,
  openBrowser,
  openWire,
  servePages,
  startProcess,
  type PageServer,
  type ServedPage,
  type RunningProcess,
  type TestBrowser,
  type Wire,
} from '@tote/testkit/e2e'
import type { Page } from 'puppeteer-core'

const root = fileURLToPath(new URL('../../../', import.meta.url))
export const KEY = 'pk_ondineondine'
const HOST_KEY = 'hk_ondineondineondine'
/** Of the associate at the store in the Marais. */
export const MIA_KEY = 'ak_miamiamiamiamiamia'
const SHOW = 'autumn'
/** A tab in the background draws nothing, so it is asked by the clock and not by its frames. */
const POLLING = { polling: 50 } as const
const VERSION = String(JSON.parse(readFileSync(join(root, 'packages/embed/package.json'), 'utf8')).version)

export interface Shop {
  readonly hub: RunningProcess
  /** The network between the browser and the hub. */
  readonly wire: Wire
  /** As browsers know the hub. */
  readonly hubOrigin: string
  readonly brand: PageServer
  readonly market: PageServer
  /** A listed site whose pages are set up wrongly in ways of their own. */
  readonly lab: PageServer
  /** A listed site that is not trusted with the session: its player is a frame of the hub. */
  readonly portal: PageServer
  readonly device: TestBrowser
  /** What a host does in the console. */
  cue(intent: CueIntent, at?: number): Promise<ShowEvent>
  /** The shop's backend says that a check-out was paid. */
  order(checkoutId: string, externalRef: string): Promise<void>
  /** What the shop's backend gives its own page when a customer signs in there. */
  signInToken(subject: string): string
  /** What the console tells of sales. */
  credit(): Promise<CreditReport>
  /** A page of a site that is on no list, or any other page. */
  site(host: string, html: string): Promise<PageServer>
  close(): Promise<void>
}

/** The script tag and the player, as the README tells it. */
export function mountHtml(
  hub: string,
  {
    show = SHOW,
    key = KEY,
    more = '',
    isIsolated = false,
  }: { show?: string; key?: string; more?: string; isIsolated?: boolean } = {},
): string {
  return `<tote-player show="${show}"></tote-player>
    <script async src="${hub}/embed/v${VERSION}/tote.js" data-hub="${hub}" data-key="${key}"${isIsolated ? ' data-isolated' : ''}></script>${more}`
}

export const pageHtml = (body: string) =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
   <link rel="icon" href="data:,"><title>A shop</title><style>body { margin: 0 } tote-player { max-inline-size: 26rem }</style><body>${body}</body></html>`

/** A brand's site, a marketplace, a hub with the demo's film behind a wire, and a browser. */
export async function openShop(
  labPages: (hub: string) => Record<string, string | ServedPage> = () => ({}),
  portalPages: (hub: string) => Record<string, string | ServedPage> = () => ({}),
  more: Record<string, unknown> = {},
): Promise<Shop> {
  const folder = await createTempFolder('shop')
  const port = await findFreePort()
  const wire = await openWire(port)
  const hubOrigin = `http://hub.localhost:${wire.port}`
  const link = (origin: string, more = '') => `<p><a id="away" href="${origin}/">Also there</a>${more}</p>`
  const [brandPort, marketPort, portalPort] = [
    await findFreePort(),
    await findFreePort(),
    await findFreePort(),
  ]
  const brand = await servePages({
    host: 'brand.localhost',
    port: brandPort,
    pages: {
      '/': pageHtml(
        link(
          `http://market.localhost:${marketPort}`,
          ` <a id="portal" href="http://portal.localhost:${portalPort}/">In a magazine</a>`,
        ) + mountHtml(hubOrigin),
      ),
    },
  })
  const market = await servePages({
    host: 'market.localhost',
    port: marketPort,
    pages: { '/': pageHtml(link(brand.origin) + mountHtml(hubOrigin)) },
  })
  // A site that lets nobody frame it: nothing of ours needs that.
  const lab = await servePages({
    host: 'lab.localhost',
    pages: labPages(hubOrigin),
    headers: { 'x-frame-options': 'DENY' },
  })
  const portal = await servePages({
    host: 'portal.localhost',
    port: portalPort,
    pages: portalPages(hubOrigin),
  })
  const cdn = await openBrokenCdn()
  const show = join(root, 'examples/demo-show')
  const backend = createBackend()
  const tenant = {
    id: 'ondine',
    name: 'Maison Ondine',
    publishableKey: KEY,
    hostKey: HOST_KEY,
    keys: [backend.key],
    associates: [{ name: 'Mia', key: MIA_KEY, location: 'store-marais' }],
    channels: [
      { name: 'Brand', origin: brand.origin, isTrusted: true },
      { name: 'Market', origin: market.origin, isTrusted: true },
      { name: 'Lab', origin: lab.origin },
      { name: 'Portal', origin: portal.origin, isIsolated: true, tellsCount: true },
    ],
    ...more,
    assetsDir: show,
    catalogue: join(show, 'catalogue.json'),
    stores: JSON.parse(readFileSync(join(show, 'stores.json'), 'utf8')) as unknown,
    shows: [
      // Begun long enough ago that the live window is full.
      {
        id: SHOW,
        title: 'Autumn',
        status: 'live',
        startsAt: Date.now() - 300_000,
        poster: 'pictures/poster.webp',
        stream: { live: '/media/atelier/live/{startsAt}/master.m3u8' },
      },
      {
        id: 'nowhere',
        title: 'Nowhere',
        status: 'live',
        poster: 'pictures/poster.webp',
        stream: { live: '/media/nothing/live/{startsAt}/master.m3u8' },
      },
      ...['failing', 'closed'].map((id) => ({
        id,
        title: id,
        status: 'live',
        poster: 'pictures/poster.webp',
        stream: { live: `${cdn.origin}/${id}/master.m3u8` },
      })),
    ],
  }
  const tenantFile = join(folder.path, 'tenant.json')
  writeFileSync(tenantFile, JSON.stringify(tenant))
  const hub = await startProcess({
    command: process.execPath,
    args: ['--conditions=tote-source', join(root, 'packages/server/src/main.ts'), 'serve'],
    cwd: folder.path,
    env: {
      TOTE_DATABASE_URL: `sqlite:${join(folder.path, 'tote.db')}`,
      TOTE_PORT: String(port),
      TOTE_PUBLIC_URL: hubOrigin,
      TOTE_TENANTS: tenantFile,
      TOTE_MEDIA_DIR: join(show, 'media'),
      TOTE_EMBED_DIR: join(root, 'packages/embed/dist'),
      TOTE_WINDOW_DIR: join(root, 'packages/window/dist'),
      TOTE_CONSOLE_DIR: join(root, 'packages/console/dist'),
    },
    readyWhen: /"msg":"listening"/,
    // From source, on a machine that may do other things besides.
    readyTimeoutMs: 120_000,
  })
  const device = await openBrowser({ thirdPartyCookies: 'blocked' })
  const sites: PageServer[] = []
  const direct = `http://127.0.0.1:${port}`
  const headers = { 'content-type': 'application/json', origin: hubOrigin }
  let session: Promise<string> | null = null
  // Once: whoever signs in again and again is told to wait.
  const cookieOf = () => (session ??= signIn())
  async function signIn(): Promise<string> {
    const answer = await fetch(`${direct}/v1/console/session`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ hostKey: HOST_KEY }),
    })
    return answer.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  }

  return {
    hub,
    wire,
    hubOrigin,
    brand,
    market,
    lab,
    portal,
    device,
    async cue(intent, at) {
      const body = JSON.stringify({ intent, ...(at === undefined ? {} : { at }) })
      const posted = await fetch(`${direct}/v1/console/shows/${SHOW}/cues`, {
        method: 'POST',
        headers: { ...headers, cookie: await cookieOf() },
        body,
      })
      return postedCueSchema.parse(await posted.json()).event
    },
    async order(checkoutId, externalRef) {
      const answer = await fetch(`${direct}/v1/checkouts/${checkoutId}/order`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${backend.tokenFor(checkoutId)}`,
        },
        body: JSON.stringify({ externalRef }),
      })
      if (!answer.ok) throw new Error(`the order was answered with ${answer.status}`)
    },
    signInToken: (subject) => backend.tokenFor(subject, {}),
    async credit() {
      const answer = await fetch(`${direct}/v1/console/credit`, { headers: { cookie: await cookieOf() } })
      return creditReportSchema.parse(await answer.json())
    },
    async site(host, html) {
      const site = await servePages({ host, pages: { '/': html } })
      sites.push(site)
      return site
    },
    async close() {
      await device.close()
      await hub.stop()
      await Promise.all([brand, market, lab, portal, wire, cdn, ...sites].map((server) => server.close()))
      await folder.remove()
    },
  }
}

/** The tenant's own server, as far as it speaks to the hub: it says by a signed token which check-out was paid. */
function createBackend() {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const encode = (fields: object) => Buffer.from(JSON.stringify(fields)).toString('base64url')
  return {
    key: { kid: 'shop', jwk: publicKey.export({ format: 'jwk' }) },
    tokenFor(sub: string, more: object = { act: 'order' }): string {
      const nowS = Math.floor(Date.now() / 1000)
      const claims = {
        sub,
        aud: 'ondine',
        jti: randomUUID(),
        iat: nowS,
        exp: nowS + 300,
        ...more,
      }
      const text = `${encode({ alg: 'EdDSA', kid: 'shop' })}.${encode(claims)}`
      return `${text}.${sign(null, Buffer.from(text), privateKey).toString('base64url')}`
    },
  }
}

/** A CDN with two streams: `/failing` answers 500, `/closed` may not be read from another site. */
async function openBrokenCdn(): Promise<{ origin: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    const isFailing = request.url?.startsWith('/failing/') === true
    if (isFailing) response.setHeader('access-control-allow-origin', '*')
    response
      .writeHead(isFailing ? 500 : 200, { 'content-type': 'application/vnd.apple.mpegurl' })
      .end('#EXTM3U\n')
  })
  const port = await findFreePort()
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done))
  return {
    origin: `http://cdn.localhost:${port}`,
    async close() {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}

/** The player of a page and what it knows, asked from inside the page. */
export class Widget {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  static async open(device: TestBrowser, url: string): Promise<Widget> {
    const page = await device.openPage()
    await page.setViewport({ width: 420, height: 860 })
    await page.goto(url)
    return new Widget(page)
  }

  /** Until the player is there and connected. */
  async online(): Promise<this> {
    await this.page.waitForFunction(
      () =>
        document.querySelector<TotePlayer>('tote-player')?.tote?.connection.$connection.get().status ===
        'online',
    )
    return this
  }

  /** Presses the start button as a shopper does, and waits for the picture. */
  async play(): Promise<this> {
    await this.online()
    await this.page.locator('tote-player >>> [part~="start"]').click()
    return this.playing()
  }

  /** Until the picture moves and says where it is. */
  async playing(): Promise<this> {
    // By the clock: a tab in the background draws no frames to be asked at.
    await this.page.waitForFunction(
      () => {
        const player = document.querySelector<TotePlayer>('tote-player')
        return player?.playback.state.status === 'playing' && player.tote?.playback.$position.get() != null
      },
      { polling: 100 },
    )
    return this
  }

  openPanel(panel: 'products' | 'cart'): Promise<void> {
    return this.page.evaluate(
      (wanted) => document.querySelector<TotePlayer>('tote-player')?.openPanel(wanted),
      panel,
    )
  }

  /** The products, this one in full. */
  async lookAt(product: string): Promise<void> {
    await this.openPanel('products')
    await this.page.evaluate((id: string) => {
      const player = document.querySelector('tote-player')
      const products = player?.shadowRoot?.querySelector('tote-products')
      if (products != null) products.product = id
    }, product)
  }

  click(selector: string): Promise<void> {
    return this.page.locator(`tote-player >>> ${selector}`).click()
  }

  add(variantId: string, quantity = 1): Promise<void> {
    return this.page.evaluate(
      ({ id, count }) =>
        void document
          .querySelector<TotePlayer>('tote-player')
          ?.tote?.cart.addLine({ variantId: id, quantity: count }),
      { id: variantId, count: quantity },
    )
  }

  /** As `add`, and what the hub says of it. */
  answered(variantId: string): Promise<string | undefined> {
    return this.page.evaluate(async (id: string) => {
      const outcome = await document
        .querySelector<TotePlayer>('tote-player')
        ?.tote?.cart.addLine({ variantId: id })
      return outcome?.status === 'rejected' ? outcome.code : outcome?.status
    }, variantId)
  }

  /** Lines and quantities as drawn, sorted; and how many operations still wait for the hub. */
  cart(): Promise<{ lines: [string, number][]; pending: number }> {
    return this.page.evaluate(() => {
      const cart = document.querySelector<TotePlayer>('tote-player')?.tote?.cart.$cart.get()
      const lines = (cart?.lines ?? []).map((line): [string, number] => [
        line.merchandise.variantId,
        line.quantity,
      ])
      return { lines: lines.toSorted((a, b) => (a[0] < b[0] ? -1 : 1)), pending: cart?.pendingCount ?? -1 }
    })
  }

  /** Waits until the cart holds these units in all and the hub has answered everything. */
  async holds(units: number): Promise<void> {
    await this.page.waitForFunction(
      (wanted: number) => {
        const cart = document.querySelector<TotePlayer>('tote-player')?.tote?.cart.$cart.get()
        return cart?.totalQuantity === wanted && cart.pendingCount === 0
      },
      POLLING,
      units,
    )
  }

  /** Goes to pay for what is in the basket; the check-out's id. */
  checkout(): Promise<string> {
    return this.page.evaluate(async () => {
      const opened = await document.querySelector<TotePlayer>('tote-player')?.tote?.cart.checkout()
      if (opened?.status !== 'opened') throw new Error(`not opened: ${JSON.stringify(opened)}`)
      return opened.id
    })
  }

  /** Programme time of the picture, carried to this device's now. */
  position(): Promise<{ pdt: number; at: number }> {
    return this.page.evaluate(() => {
      const position = document.querySelector<TotePlayer>('tote-player')?.tote?.playback.$position.get()
      return { pdt: position?.pdt ?? 0, at: Date.now() }
    })
  }
}
