import jsQR from 'jsqr'
import type { Page } from 'puppeteer-core'

/** What a camera reads off this part of a page: from its pixels, as they are drawn. */
export async function scanCode(page: Page, selector: string): Promise<string> {
  await page.bringToFront()
  const code = await page.waitForSelector(selector, { visible: true })
  if (code === null) throw new Error(`there is no ${selector}`)
  const picture = await code.screenshot({ encoding: 'base64' })
  const { width, height, pixels } = await page.evaluate(async (png: string) => {
    const bytes = Uint8Array.from(atob(png), (sign) => sign.charCodeAt(0))
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }))
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')
    canvas?.drawImage(bitmap, 0, 0)
    const image = canvas?.getImageData(0, 0, bitmap.width, bitmap.height)
    return { width: bitmap.width, height: bitmap.height, pixels: [...(image?.data ?? [])] }
  }, picture)
  const read = jsQR.default(Uint8ClampedArray.from(pixels), width, height)
  if (read === null) throw new Error(`${selector} is no code that can be read`)
  return read.data
}
