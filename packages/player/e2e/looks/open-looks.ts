import { createTempFolder, openBrowser, servePages, type TestBrowser } from '@tote/testkit/e2e'
import { spawnSync } from 'node:child_process'
import { cpSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'vite'

type Page = Awaited<ReturnType<TestBrowser['openPage']>>

export interface Looks {
  readonly names: readonly string[]
  readonly page: Page
  readonly device: TestBrowser
  /** Draws this one alone into the page. @throws Error when it is not drawn. */
  draw(name: string): Promise<void>
  /** As a window of this size and a person with this wish see it; resolves when every picture is there. */
  show(size: { readonly width: number; readonly height: number }, scheme: 'light' | 'dark'): Promise<void>
  close(): Promise<void>
}

const demo = join(import.meta.dirname, '../../../../examples/demo-show')

/** A page with the elements, in a browser, and the demo's goods and film to draw them with. */
export async function openLooks(): Promise<Looks> {
  const folder = await createTempFolder('looks')
  await buildPage(folder.path)
  const site = await servePages({ host: 'looks.localhost', folder: folder.path })
  const device = await openBrowser({ thirdPartyCookies: 'blocked' })
  const page = await device.openPage()
  // What one state keeps for the next page is none of the next one's.
  await page.evaluateOnNewDocument(() => {
    sessionStorage.clear()
    localStorage.clear()
  })
  await page.goto(site.origin)
  return {
    names: await page.evaluate(() => window.looks?.names ?? []),
    page,
    device,
    async draw(name) {
      await page.emulateMediaFeatures(features('light'))
      await page.goto(site.origin)
      await page.evaluate((look) => window.looks?.draw(look), name)
    },
    async show(size, scheme) {
      await page.setViewport(size)
      await page.emulateMediaFeatures(features(scheme))
      await page.evaluate(settle)
    },
    async close() {
      await device.close()
      await site.close()
      await folder.remove()
    },
  }
}

/** Nothing slides or fades while it is looked at. */
const features = (scheme: string) => [
  { name: 'prefers-reduced-motion', value: 'reduce' },
  { name: 'prefers-color-scheme', value: scheme },
]

/** The page with the elements, the demo's pictures, and two stills of its film. */
async function buildPage(to: string): Promise<void> {
  await build({
    root: join(import.meta.dirname, 'page'),
    logLevel: 'error',
    resolve: { conditions: ['tote-source', 'module', 'browser', 'production'] },
    build: { outDir: to, emptyOutDir: true, target: 'es2022' },
  })
  cpSync(join(demo, 'pictures'), join(to, 'pictures'), { recursive: true })
  cpSync(join(demo, 'catalogue.json'), join(to, 'catalogue.json'))
  const film = join(demo, 'media/atelier/720')
  const input = Buffer.concat(['init.mp4', '012.m4s'].map((name) => readFileSync(join(film, name))))
  takeStill(input, join(to, 'pictures/film.jpg'))
  takeStill(input, join(to, 'pictures/wide.jpg'), ['-vf', 'crop=iw:iw*9/16'])
}

function takeStill(input: Buffer, to: string, filter: readonly string[] = []): void {
  const { status, stderr } = spawnSync(
    'ffmpeg',
    ['-loglevel', 'error', '-y', '-i', '-', ...filter, '-frames:v', '1', '-q:v', '3', to],
    { input, encoding: 'utf8' },
  )
  if (status !== 0) throw new Error(`ffmpeg took no still of the film: ${stderr}`)
}

/** In the page: until every picture is there and all that was asked for is drawn. */
async function settle(): Promise<void> {
  await document.fonts.ready
  const pictures = (root: ParentNode): HTMLImageElement[] => [
    ...root.querySelectorAll('img'),
    ...[...root.querySelectorAll('*')].flatMap(({ shadowRoot }) =>
      shadowRoot === null ? [] : pictures(shadowRoot),
    ),
  ]
  await Promise.all(
    pictures(document).map((picture) => {
      // One that nobody scrolls to would never come.
      picture.loading = 'eager'
      // One that is broken is drawn as such.
      return picture.decode().catch(() => undefined)
    }),
  )
  for (let frame = 0; frame < 3; frame += 1) await new Promise((done) => requestAnimationFrame(done))
}
