import type { EngineBrowser, EnginePage } from '../e2e/engines/engines.ts'
import type { DomainShop, Seen } from './start-domain-shop.ts'

/** The ways a basket takes to another site. */
export const CARRY_PATHS = ['link', 'window', 'letters'] as const
export type CarryPath = (typeof CARRY_PATHS)[number]

export interface Carried {
  readonly path: CarryPath
  /** What the shopper pressed, typed signs not counted. */
  readonly taps: number
  /** From the new page's DOM being ready to the question being there; null where no question comes by itself. */
  readonly offerMs: number | null
  /** From the shopper's yes to the basket in the new place. */
  readonly basketMs: number
  readonly lines: readonly (readonly [string, number])[]
}

/** As far as it is asked in these pages. */
interface PlayerInPage extends Element {
  openPanel(panel: string): void
  readonly tote: {
    readonly connection: { readonly $connection: { get(): { status: string } } }
    readonly cart: {
      readonly $cart: {
        get(): {
          totalQuantity: number
          pendingCount: number
          lines: readonly { merchandise: { variantId: string }; quantity: number }[]
        }
      }
      addLine(line: { variantId: string; quantity: number }): unknown
    }
  } | null
}

/** In the panel; over the picture there is a small one. */
const WHOLE = 'tote-carry:not([compact])'
const VARIANT = 'stoneware-mug-oat'

/**
 * A shopper fills a basket at the brand and takes it along: by a link through the hub's window to the outlet, which is not
 * trusted, and one more window there; by eight letters to the market in another browser, on another network; by a link to
 * the market. In this order: the letters need what the window made known.
 */
export async function carryEachWay(
  shop: DomainShop,
  here: EngineBrowser,
  there: EngineBrowser,
): Promise<readonly Carried[]> {
  const brand = await openShop(here, shop.brand)
  await brand.run(
    (variantId) =>
      void document
        .querySelector<PlayerInPage>('tote-player')
        ?.tote?.cart.addLine({ variantId, quantity: 2 }),
    VARIANT,
  )
  await holds(brand)
  const byWindow = await carryByWindow(shop, brand)
  const byLetters = await carryByLetters(shop, here, there)
  const again = await openShop(here, shop.brand)
  await holds(again)
  const byLink = await carryByLink(shop, again)
  await again.close()
  return [byLink, byWindow, byLetters]
}

async function carryByLink(shop: DomainShop, page: EnginePage): Promise<Carried> {
  await page.click('#away')
  await page.waitForUrl((url) => url.startsWith(shop.market))
  await page.click('tote-offer >>> [part~="accept"]')
  await holds(page)
  const {
    ready = Number.NaN,
    offer = Number.NaN,
    click = Number.NaN,
    basket = Number.NaN,
  } = await seenIn(page)
  return {
    path: 'link',
    taps: 2,
    offerMs: offer - ready,
    basketMs: basket - click,
    lines: await linesOf(page),
  }
}

/** The link asks once, at the hub, whether the basket goes along; from then on it takes the chip and _Show it_. */
async function carryByWindow(shop: DomainShop, page: EnginePage): Promise<Carried> {
  await page.click('#other')
  await page.waitForUrl((url) => url.startsWith(`${shop.hub}/adopt`))
  await pressOnceCounted(page, 'tote-adopt >>> .acts button:last-of-type')
  await page.waitForUrl((url) => url.startsWith(shop.outlet))
  const asking = await page.popup(() => page.click('tote-carry[compact] >>> [part="continue"]'))
  const yes = await sayYes(asking)
  await holds(page)
  const { basket = Number.NaN } = await seenIn(page)
  const lines = await linesOf(page)
  await page.close()
  return { path: 'window', taps: 2, offerMs: null, basketMs: basket - yes, lines }
}

async function carryByLetters(shop: DomainShop, here: EngineBrowser, there: EngineBrowser): Promise<Carried> {
  const market = await openShop(there, shop.market)
  await askHere(market)
  const code = await market.text(`${WHOLE} >>> [part~="code"]`)
  const digits = await market.text(`${WHOLE} >>> [part~="match"]`)
  const asking = await here.openPage(`${shop.hub}/continue`)
  await asking.type('tote-continue >>> input[name="code"]', code)
  await asking.press('Enter')
  await asking.type('tote-continue >>> input[name="digits"]', digits)
  const yes = await sayYes(asking)
  await holds(market)
  const { basket = Number.NaN } = await seenIn(market)
  const lines = await linesOf(market)
  await asking.close()
  await market.close()
  return { path: 'letters', taps: 4, offerMs: null, basketMs: basket - yes, lines }
}

async function openShop(browser: EngineBrowser, origin: string): Promise<EnginePage> {
  const page = await browser.openPage(`${origin}/`)
  // A wide page, where the panel stands beside the picture.
  await page.setViewport(1200, 860)
  await page.waitFor(
    () =>
      document.querySelector<PlayerInPage>('tote-player')?.tote?.connection.$connection.get().status ===
      'online',
  )
  return page
}

/** 'Continue your basket', and 'Bring my basket here'. */
async function askHere(page: EnginePage): Promise<void> {
  await page.run(() => document.querySelector<PlayerInPage>('tote-player')?.openPanel('cart'))
  await page.click(`${WHOLE} >>> [part="unfold"]`)
  await page.click(`${WHOLE} >>> [part~="here"]`)
}

/** Says yes in a window of the hub, which closes itself then where it was opened by the page; returns when that was. */
async function sayYes(asking: EnginePage): Promise<number> {
  await asking.waitFor(() => document.querySelector('tote-window') !== null)
  // What the window told of itself outlives it.
  await asking.run(() =>
    window.addEventListener('click', () => reportError(new Error(`yes ${Date.now()}`)), true),
  )
  await pressOnceCounted(asking, 'tote-continue >>> .acts button:last-of-type')
  const said = asking.messages().findLast(({ text }) => text.includes('yes '))
  return Number(/yes (\d+)/.exec(said?.text ?? '')?.[1])
}

/** Presses when it counts: a window of the hub takes no click in the first half second that its question is seen. */
async function pressOnceCounted(page: EnginePage, selector: string): Promise<void> {
  await page.hover(selector)
  await page.waitFor((sinceMs) => performance.now() - sinceMs > 700, await page.run(() => performance.now()))
  await page.click(selector)
}

function holds(page: EnginePage): Promise<unknown> {
  return page.waitFor(() => {
    const cart = document.querySelector<PlayerInPage>('tote-player')?.tote?.cart.$cart.get()
    return cart?.totalQuantity === 2 && cart.pendingCount === 0
  })
}

const seenIn = (page: EnginePage) => page.run(() => Reflect.get(window, 'seen') as Seen)

function linesOf(page: EnginePage): Promise<[string, number][]> {
  return page.run(() =>
    (document.querySelector<PlayerInPage>('tote-player')?.tote?.cart.$cart.get().lines ?? []).map(
      (line): [string, number] => [line.merchandise.variantId, line.quantity],
    ),
  )
}
