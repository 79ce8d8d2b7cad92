import type { TotePlayer } from '@tote/player'
import type { TestBrowser } from '@tote/testkit/e2e'
import type { Frame, Page } from 'puppeteer-core'

export interface TripOptions {
  readonly laptop: TestBrowser
  readonly phone: TestBrowser
  readonly brand: string
  readonly market: string
  /** A page that is not trusted: its player is a frame of the hub. */
  readonly portal: string
  readonly hub: string
}

/** Pictures of the trip, each a PNG in base64. */
export interface TripPictures {
  readonly live: string
  readonly added: string
  readonly asked: string
  readonly continued: string
  readonly ledByHub: string
  readonly portalAsks: string
  readonly hubAsks: string
  readonly inPortal: string
  readonly code: string
  readonly scanned: string
  readonly paid: string
}

/** A narrow window and a phone: as wide as a picture can be in a README and still be read. */
const WINDOW = { width: 420, height: 620, deviceScaleFactor: 2 }
const PHONE = { width: 390, height: 700, deviceScaleFactor: 2, isMobile: true, hasTouch: true }
/** As large as the player opens it. */
const HUB_WINDOW = { width: 440, height: 680, deviceScaleFactor: 2 }
const PATIENCE = { timeout: 60_000 }

/** The whole trip, as a shopper makes it: each step by the page's own buttons. */
export async function takeTrip({
  laptop,
  phone,
  brand,
  market,
  portal,
  hub,
}: TripOptions): Promise<TripPictures> {
  const page = await laptop.openPage()
  await page.setViewport(WINDOW)
  await page.goto(brand)
  await play(page)
  await appears(page, 'tote-player >>> tote-product-card >>> [part~="title"]')
  // Who comes late is told what they missed: true, and another story than this one.
  // And who is new may have a basket elsewhere.
  for (const part of ['tote-moments', 'tote-carry[compact]']) {
    const other = await page.$(`tote-player >>> ${part} >>> [part~="dismiss"]`)
    await other?.evaluate((button) => (button as HTMLElement).click())
  }
  const live = await shot(page)

  await addShown(page)
  await openBasket(page)
  const added = await shot(page)

  await follow(page, market)
  await appears(page, 'tote-player >>> tote-offer >>> [part~="accept"]')
  await toPlayer(page)
  const asked = await shot(page)

  await press(page, 'tote-player >>> tote-offer >>> [part~="accept"]')
  await play(page)
  await openBasket(page)
  await appears(page, 'tote-player >>> tote-cart >>> [part~="line"]')
  const continued = await shot(page)

  const { code, link } = await showCode(page)
  const inMagazine = await goToPortal(await laptop.openPage(), { brand, portal, hub })

  const pocket = await phone.openPage()
  await pocket.setViewport(PHONE)
  await pocket.goto(link)
  await appears(pocket, 'tote-player >>> tote-offer >>> [part~="accept"]')
  await press(pocket, 'tote-player >>> tote-offer >>> [part~="accept"]')
  await play(pocket)
  await openBasket(pocket)
  await appears(pocket, 'tote-player >>> tote-cart >>> [part~="line"]')
  const scanned = await shot(pocket)

  await press(pocket, 'tote-player >>> tote-cart >>> [part~="checkout"]')
  await pocket.waitForFunction(() => location.pathname.startsWith('/pay/'), PATIENCE)
  await press(pocket, 'button')
  await pocket.waitForFunction((origin: string) => location.origin === origin, PATIENCE, market)
  await play(pocket)
  await openBasket(pocket)
  await appears(pocket, 'tote-player >>> tote-cart >>> tote-orders >>> [part~="orders"]')
  const paid = await shot(pocket)
  return { live, added, asked, continued, ...inMagazine, code, scanned, paid }
}

/** From the brand's page by the hub's window to a magazine, and by one press and one yes the basket is in the frame there. */
async function goToPortal(
  page: Page,
  { brand, portal, hub }: Pick<TripOptions, 'brand' | 'portal' | 'hub'>,
): Promise<Pick<TripPictures, 'ledByHub' | 'portalAsks' | 'hubAsks' | 'inPortal'>> {
  await page.setViewport(WINDOW)
  await page.goto(brand)
  await play(page)
  await follow(page, portal)
  const yes = await appears(page, 'tote-window >>> .acts button:last-of-type')
  const ledByHub = await page.screenshot({ encoding: 'base64' })
  // No click counts before the question has been seen for a while.
  await rest(1000)
  await yes.click()
  const frame = await page.waitForFrame((one) => one.url().startsWith(`${hub}/frame`), PATIENCE)
  await play(frame)
  const chip = await appears(frame, 'tote-player >>> tote-carry[compact] >>> [part="continue"]')
  // Before the press, and long enough in sight for one that counts. Behind another window a page cannot be drawn.
  const portalAsks = await shot(page)
  const opening = new Promise<Page | null>((done) => page.once('popup', done))
  await chip.click()
  const window = await opening
  if (window === null) throw new Error('the window of the hub did not open')
  await window.setViewport(HUB_WINDOW)
  const show = await appears(window, 'tote-window >>> .acts button:last-of-type')
  await rest(1000)
  const hubAsks = await window.screenshot({ encoding: 'base64' })
  await show.click()
  await page.bringToFront()
  await openBasket(frame)
  await appears(frame, 'tote-player >>> tote-cart >>> [part~="line"]')
  const inPortal = await shot(page)
  await page.close()
  return { ledByHub, portalAsks, hubAsks, inPortal }
}

/** Presses the page's link to another site. A ticket is made when somebody is about to; on a busy machine that takes a moment. */
async function follow(page: Page, site: string): Promise<void> {
  const away = `.facts a[href^="${site}"]`
  await page.waitForFunction(
    () => document.querySelector('tote-player')?.tote?.journey.$carryTo.get().length !== 0,
    PATIENCE,
  )
  await page.focus(away)
  await rest(3000)
  await page.click(away)
}

async function toPlayer(page: Page | Frame): Promise<void> {
  await page.$eval('tote-player', (player) =>
    // Whatever room a page keeps above it.
    window.scrollTo(0, window.scrollY + player.getBoundingClientRect().top),
  )
}

async function play(page: Page | Frame): Promise<void> {
  await page.waitForFunction(
    () => document.querySelector('tote-player')?.tote?.connection.$connection.get().status === 'online',
    PATIENCE,
  )
  await toPlayer(page)
  // Asked again: a page that has just been opened may not have heard.
  await page.waitForFunction(
    () => {
      const player = document.querySelector('tote-player')
      if (player?.playback.state.status === 'playing') return true
      void player?.play()
      return false
    },
    { ...PATIENCE, polling: 1000 },
  )
}

/** What is on show, and one thing more, so that the basket is one. */
async function addShown(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const tote = document.querySelector('tote-player')?.tote
    const [shown] = tote?.show.$moment.get().pinned ?? []
    const other = tote?.show.$products.get().find(({ id }) => id !== shown?.id)
    for (const product of [shown, other])
      if (product?.variants[0] !== undefined) await tote?.cart.addLine({ variantId: product.variants[0].id })
  })
}

async function openBasket(page: Page | Frame): Promise<void> {
  await page.$eval('tote-player', (player) => player.openPanel('cart'))
}

/** The code to scan, and what a camera reads in it. */
async function showCode(page: Page): Promise<{ code: string; link: string }> {
  await press(page, 'tote-player >>> tote-carry:not([compact]) >>> [part="unfold"]')
  await press(page, 'tote-player >>> tote-carry >>> [part~="there"]')
  await appears(page, 'tote-player >>> tote-carry >>> [part~="scan"]')
  const carry = await page.$('tote-player >>> tote-carry:not([compact])')
  // The element keeps it to itself; it is what the drawing says.
  const link = await carry?.evaluate((element) =>
    String(Reflect.get(Object(Reflect.get(element, 'panel')), 'link')),
  )
  if (link === undefined || !URL.canParse(link)) throw new Error('there is no code to scan')
  return { code: await shot(page), link }
}

/** Once what moves in has come to rest: opening a panel scrolls the page too. */
async function shot(page: Page): Promise<string> {
  await rest(800)
  await toPlayer(page)
  await rest(600)
  return page.screenshot({ encoding: 'base64' })
}

/** Looked for again and again: what appears deep in an element's shadow changes nothing that a page could be asked to watch. */
async function appears(page: Page | Frame, selector: string) {
  for (const giveUpAt = performance.now() + PATIENCE.timeout; performance.now() < giveUpAt; await rest(200)) {
    const found = await page.$(selector)
    if (found !== null) return found
  }
  throw new Error(`${page.url()} shows no ${selector}`)
}

async function press(page: Page, selector: string): Promise<void> {
  const button = await appears(page, selector)
  await button.click()
}

const rest = (ms: number) => new Promise((done) => setTimeout(done, ms))

declare global {
  // The element's own declaration comes with its definition, which a page loads and this script does not.
  interface HTMLElementTagNameMap {
    'tote-player': TotePlayer
  }
}
