import { launch, type Page } from 'puppeteer-core'
import { HEIGHT, scenePage, WIDTH } from './scene-page.ts'

/** Opens headless Chromium for the length of `run`, on the page that pictures are taken of. */
export async function withStage<T>(run: (page: Page) => Promise<T>): Promise<T> {
  const browser = await launch({
    executablePath: process.env['TOTE_CHROMIUM'] ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--hide-scrollbars',
      '--force-color-profile=srgb',
      '--disable-background-networking',
    ],
  })
  try {
    const page = await browser.newPage()
    await page.setViewport({ width: WIDTH, height: HEIGHT, deviceScaleFactor: 1 })
    await page.setContent(scenePage)
    await page.evaluate(() => document.fonts.ready.then(() => undefined))
    return await run(page)
  } finally {
    await browser.close()
  }
}

export interface Shot {
  readonly type: 'webp' | 'jpeg'
  readonly quality: number
  readonly width?: number
  readonly height?: number
}

/** A drawing as a picture file's bytes. */
export async function takePicture(
  page: Page,
  svg: string,
  { type, quality, width = WIDTH, height = HEIGHT }: Shot,
): Promise<Uint8Array> {
  await page.$eval(
    '#stage',
    (stage, drawing) => {
      // Our own drawing, parsed as SVG: nothing of a stranger comes here.
      const parsed = new DOMParser().parseFromString(drawing, 'image/svg+xml')
      stage.replaceChildren(stage.ownerDocument.importNode(parsed.documentElement, true))
    },
    svg,
  )
  return page.screenshot({ type, quality, clip: { x: 0, y: 0, width, height }, optimizeForSpeed: true })
}
