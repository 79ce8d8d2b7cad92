import { servePages, type PageServer } from '../e2e/serve-pages.ts'
import { startShowHub, type ShowHub } from '../e2e/start-show-hub.ts'
import { findFreePort } from '../e2e/find-free-port.ts'
import type { StreamOptions, TestStream } from '../media/open-stream.ts'
import { startMediaOrigin } from '../media/start-media-origin.ts'

/** The shows of the shop, each with a stream of its kind. */
export const STREAM_KINDS = ['live', 'low-latency', 'recording'] as const
export type StreamKind = (typeof STREAM_KINDS)[number]

/** Programme time, seconds, at which the recording goes on after its break. */
export const AFTER_BREAK_SECONDS = 20
/** And at which its film begins anew. */
export const NEW_ROUND_SECONDS = 120

/** Shows without a stream of their own, one for each page that brings one: a page is not to go on where the last one was. */
const STREAMLESS = Array.from({ length: 36 }, (_, index) => `page-${index + 1}`)

/** Long enough that the window of the live ones is full. */
const ON_AIR_BEFORE_MS = 60_000

export interface StreamShop {
  readonly hub: ShowHub
  readonly brand: PageServer
  readonly market: PageServer
  /** Programme time at which the recording's film begins, in milliseconds. */
  readonly startsAtMs: number
  /** So much sooner begin the live ones, in milliseconds. */
  readonly onAirBeforeMs: number
  /** A page of the brand with the script tag and a player of this show; a link on it leads to the market's, `#away`. */
  pageOf(kind: StreamKind): string
  /**
   * A page of the brand with a player of this stream, in a show of its own that has none.
   * @throws when there are no more such shows
   */
  pageWith(options?: StreamOptions): { readonly url: string; readonly stream: TestStream }
  close(): Promise<void>
}

/** A brand's site and a marketplace with the script tag, a hub, and a media server: what a shopper's browser meets. */
export async function startStreamShop(): Promise<StreamShop> {
  const media = await startMediaOrigin()
  // The hub takes cues for up to half a minute ago: there is so much time to give the recording its own.
  const startsAtMs = Math.floor(Date.now() / 1000) * 1000
  const streams: Record<StreamKind, TestStream> = {
    live: media.open({ startsAtMs: startsAtMs - ON_AIR_BEFORE_MS }),
    'low-latency': media.open({ startsAtMs: startsAtMs - ON_AIR_BEFORE_MS, isLowLatency: true }),
    recording: media.open({
      kind: 'on-demand',
      startsAtMs,
      windowSeconds: 180,
      breaks: [{ after: AFTER_BREAK_SECONDS / 2, segments: 2, dates: 'none' }],
    }),
  }
  const [brandPort, marketPort] = [await findFreePort(), await findFreePort()]
  const origins = [`http://brand.localhost:${brandPort}`, `http://market.localhost:${marketPort}`] as const
  const hub = await startShowHub(origins, {
    streams: Object.fromEntries<string | null>([
      ...STREAM_KINDS.map((kind) => [kind, streams[kind].url] as const),
      ...STREAMLESS.map((id) => [id, null] as const),
    ]),
  })
  const tag = `<script async src="${hub.script}" data-hub="${hub.origin}" data-key="${hub.key}"></script>`
  const pagesTo = (other: string): Record<string, string> => ({
    '/plain': pageHtml('<h1>A page without a show</h1>'),
    ...Object.fromEntries(
      STREAM_KINDS.map((kind) => [
        `/${kind}`,
        pageHtml(
          `<p><a id="away" href="${other}/${kind}">Also there</a> <a id="plain" href="/plain">A page</a></p>
           <tote-player show="${kind}"></tote-player>${tag}`,
        ),
      ]),
    ),
  })
  const brandPages = pagesTo(origins[1])
  const brand = await servePages({ host: 'brand.localhost', port: brandPort, pages: brandPages })
  const market = await servePages({
    host: 'market.localhost',
    port: marketPort,
    pages: pagesTo(origins[0]),
  })
  let opened = 0
  return {
    hub,
    brand,
    market,
    startsAtMs,
    onAirBeforeMs: ON_AIR_BEFORE_MS,
    pageOf: (kind) => `${brand.origin}/${kind}`,
    pageWith(options) {
      const show = STREAMLESS[opened++]
      if (show === undefined) throw new Error(`there are ${STREAMLESS.length} shows for such pages`)
      const stream = media.open(options)
      const path = `/${show}`
      brandPages[path] = pageHtml(`<tote-player show="${show}" src="${stream.url}"></tote-player>${tag}`)
      return { url: `${brand.origin}${path}`, stream }
    },
    async close() {
      await hub.close()
      await Promise.all([brand, market, media].map((server) => server.close()))
    },
  }
}

const pageHtml = (body: string) =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
   <link rel="icon" href="data:,"><title>A shop</title><style>body { margin: 0 } tote-player { max-inline-size: 20rem }</style><body>${body}</body></html>`
