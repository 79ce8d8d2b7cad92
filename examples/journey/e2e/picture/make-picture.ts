import { writeFile } from 'node:fs/promises'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import type { TotePlayer } from '@tote/player'
import { openBrowser, type TestBrowser } from '@tote/testkit/e2e'
import type { Page } from 'puppeteer-core'

/**
 * Takes the README's picture of a running demo: the brand's page, the question on the marketplace, the basket there.
 * `pnpm --filter @tote/example-journey picture http://brand.localhost:4100 http://market.localhost:4101`
 */
const [brandUrl, marketUrl] = process.argv.slice(2)
if (brandUrl === undefined || marketUrl === undefined)
  throw new Error('Name the two sites of a running demo: its brand and its marketplace.')

const PHONE = { width: 390, height: 780, deviceScaleFactor: 2, isMobile: true, hasTouch: true }
const out = fileURLToPath(new URL('../../../../docs/images/journey.webp', import.meta.url))

const device = await openBrowser({
  thirdPartyCookies: 'blocked',
  args: ['--autoplay-policy=no-user-gesture-required'],
})
try {
  const page = await device.openPage()
  await page.setViewport(PHONE)
  await page.goto(brandUrl)
  await play(page)
  await page.waitForSelector('tote-player >>> tote-product-card >>> [part~="title"]')
  await page.evaluate(async () => {
    const tote = document.querySelector('tote-player')?.tote
    for (const product of tote?.show.$products.get().slice(1, 3) ?? [])
      await tote?.cart.addLine({ variantId: product.variants[0]?.id ?? '' })
  })
  const watching = await shot(page)
  await page.click(`a[href^="${marketUrl}"]`)
  await page.waitForSelector('tote-player >>> tote-offer >>> [part~="accept"]')
  await toPlayer(page)
  const asked = await shot(page)
  await page.locator('tote-player >>> tote-offer >>> [part~="accept"]').click()
  await play(page)
  await page.locator('tote-player >>> [part~="open-cart"]').click()
  await page.waitForSelector('tote-player >>> tote-cart >>> [part~="line"]')
  const continued = await shot(page)
  await writeFile(out, await sideBySide(device, [watching, asked, continued]))
} finally {
  await device.close()
}

async function toPlayer(page: Page): Promise<void> {
  await page.$eval('tote-player', (player) => player.scrollIntoView({ block: 'center' }))
}

async function play(page: Page): Promise<void> {
  await toPlayer(page)
  await page.waitForFunction(
    () => document.querySelector('tote-player')?.tote?.connection.$connection.get().status === 'online',
  )
  await page.$eval('tote-player', (player) => void player.play())
  await page.waitForFunction(() => document.querySelector('tote-player')?.playback.state.status === 'playing')
}

/** Once what moves in has come to rest. */
async function shot(page: Page): Promise<string> {
  await new Promise((done) => setTimeout(done, 900))
  return page.screenshot({ encoding: 'base64' })
}

async function sideBySide({ openPage }: TestBrowser, pictures: readonly string[]): Promise<Uint8Array> {
  const page = await openPage()
  await page.setViewport({ width: 1260, height: 820 })
  const images = pictures.map((data) => `<img src="data:image/png;base64,${data}" alt="">`).join('')
  await page.setContent(`<style>
    body { margin: 0; display: flex; gap: 20px; padding: 20px; background: #e9e4db; inline-size: 1220px }
    img { inline-size: 393px; border-radius: 22px; box-shadow: 0 10px 30px -12px rgb(0 0 0 / .4) }
  </style>${images}`)
  return page.screenshot({ type: 'webp', quality: 82 })
}

declare global {
  // The element's own declaration comes with its definition, which a page loads and this script does not.
  interface HTMLElementTagNameMap {
    'tote-player': TotePlayer
  }
}
