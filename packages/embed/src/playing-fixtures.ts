import {
  createTempFolder,
  findFreePort,
  openBrowser,
  servePages,
  startShowHub,
  type BrowserOptions,
  type TestBrowser,
} from '@tote/testkit/e2e'
import { startMediaOrigin, type MediaOrigin, type StreamOptions, type TestStream } from '@tote/testkit/media'
import type { TotePlayer } from '@tote/player'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'vite'

type Page = Awaited<ReturnType<TestBrowser['openPage']>>

export interface PlayingPage {
  readonly page: Page
  /** Presses the start button, as a shopper does, and waits until the picture moves. */
  start(): Promise<void>
  /** Runs in the page, with its player. */
  ask<Answer>(question: (player: TotePlayer) => Answer): Promise<Awaited<Answer>>
  /** Waits until the page answers yes. */
  until(question: (player: TotePlayer) => boolean, timeoutMs?: number): Promise<void>
  /** Waits until the picture has got to this media time. */
  untilTime(seconds: number): Promise<void>
  close(): Promise<void>
}

export interface ShowPage extends PlayingPage {
  /** What a host does in the console: see `ShowHub`. */
  cue(intent: Readonly<Record<string, unknown>>, at?: number): Promise<number>
}

export interface PlayingWorld {
  readonly media: MediaOrigin
  readonly device: TestBrowser
  /** A page whose player plays this stream; it has no hub. */
  open(stream: TestStream, attributes?: string): Promise<PlayingPage>
  /** A page whose player plays a show of a hub of its own; `show` is what its tenant's file says of that. */
  openShow(show: Readonly<Record<string, unknown>>): Promise<ShowPage>
  openStream(options?: StreamOptions): TestStream
  /** Files of the embed that were asked for, in order. */
  requests(): readonly string[]
  close(): Promise<void>
}

/** The embed as it is published, a media server, and a browser. */
export async function startPlayingWorld(options: Partial<BrowserOptions> = {}): Promise<PlayingWorld> {
  const folder = await createTempFolder('playing')
  await build({
    configFile: join(import.meta.dirname, '../build/vite.config.ts'),
    logLevel: 'error',
    build: { outDir: join(folder.path, 'v0.1.0') },
  })
  const shell = readdirSync(join(folder.path, 'v0.1.0')).find((name) => name.startsWith('shell-'))
  if (shell === undefined) throw new Error('the shell was not built')
  const cdn = await servePages({
    host: 'hub.localhost',
    folder: folder.path,
    headers: { 'access-control-allow-origin': '*' },
  })
  const media = await startMediaOrigin()
  const device = await openBrowser({ thirdPartyCookies: 'blocked', ...options })
  const openShop = async (attributes: string, port = 0): Promise<PlayingPage> => {
    const shop = await servePages({
      host: 'brand.localhost',
      port,
      pages: {
        '/': `<!doctype html><title>Shop</title><script type="module" src="${cdn.origin}/v0.1.0/${shell}"></script>
            <tote-player ${attributes}></tote-player>`,
      },
    })
    const page = await device.openPage(shop.origin)
    await page.waitForFunction(() =>
      document.querySelector('tote-player')?.shadowRoot?.querySelector('video'),
    )
    return {
      page,
      async start() {
        await page.bringToFront()
        await page.click('tote-player >>> [part=start]')
        await page.waitForFunction(() => {
          const video = document.querySelector('tote-player')?.shadowRoot?.querySelector('video')
          return video != null && !video.paused && video.currentTime > 0 && video.readyState > 2
        })
      },
      ask: (question) => page.$eval('tote-player', question as never) as never,
      until: async (question, timeout = 20_000) => {
        await page.waitForFunction(`(${question.toString()})(document.querySelector('tote-player'))`, {
          timeout,
          polling: 50,
        })
      },
      untilTime: async (seconds) => {
        await page.waitForFunction(
          (time) => (document.querySelector('tote-player')?.currentTime ?? 0) > time,
          { timeout: 50_000 },
          seconds,
        )
      },
      close: async () => {
        await page.close()
        await shop.close()
      },
    }
  }
  return {
    media,
    device,
    openStream: (shape) => media.open(shape),
    requests: () => cdn.requests,
    open: (stream, attributes = '') => openShop(`src="${stream.url}" ${attributes}`),
    async openShow(show) {
      const port = await findFreePort()
      const hub = await startShowHub([`http://brand.localhost:${port}`], { show })
      const opened = await openShop(`hub="${hub.origin}" key="${hub.key}" show="${hub.show}"`, port)
      return {
        ...opened,
        cue: (intent, at) => hub.cue(hub.show, intent, at),
        async close() {
          await opened.close()
          await hub.close()
        },
      }
    },
    async close() {
      await device.close()
      await media.close()
      await cdn.close()
      await folder.remove()
    },
  }
}
