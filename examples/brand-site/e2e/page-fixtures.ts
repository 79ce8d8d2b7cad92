import type { TotePlayer } from '@tote/player'
import type { Page } from 'puppeteer-core'

/** A machine that runs a shop besides takes its time. */
const WITHIN = { timeout: 60_000 }

/** Until the hub has answered, and what the show sells is known: they come by two ways. */
export async function isOnline(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const tote = document.querySelector<TotePlayer>('tote-player')?.tote
    return tote?.connection.$connection.get().status === 'online' && tote.show.$products.get().length > 0
  }, WITHIN)
}

export async function isAt(page: Page, origin: string): Promise<void> {
  await page.waitForFunction((wanted: string) => location.origin === wanted, WITHIN, origin)
}

/** Until the basket has so many units, and the hub has answered for all of them. */
export async function holds(page: Page, units: number): Promise<void> {
  await page.waitForFunction(
    (wanted: number) => {
      const cart = document.querySelector<TotePlayer>('tote-player')?.tote?.cart.$cart.get()
      return cart?.totalQuantity === wanted && cart.pendingCount === 0
    },
    WITHIN,
    units,
  )
}

export async function openCart(page: Page): Promise<void> {
  await page.evaluate(() => document.querySelector<TotePlayer>('tote-player')?.openPanel('cart'))
}

/** What the orders in a page's open basket say. */
export function ordersIn(page: Page): Promise<string> {
  return page.evaluate(
    () =>
      document
        .querySelector('tote-player')
        ?.shadowRoot?.querySelector('tote-cart')
        ?.shadowRoot?.querySelector('tote-orders')
        ?.shadowRoot?.querySelector('[part=orders]')?.textContent ?? '',
  )
}

/** How many there are of each variant, as the hub tells this page; null for what nobody counts. */
export function freeIn(page: Page): Promise<Record<string, number | null>> {
  return page.evaluate(async () => {
    const { hub, effectiveKey, show } = document.querySelector('tote-player') as TotePlayer
    const answer = await fetch(`${hub}/v1/shows/${show}?key=${effectiveKey}`, { cache: 'no-store' })
    // The hub's own answer, of the version beside us.
    const { catalogue } = (await answer.json()) as {
      catalogue: { products: { variants: { id: string; free: number | null }[] }[] }
    }
    return Object.fromEntries(
      catalogue.products.flatMap(({ variants }) => variants.map(({ id, free }) => [id, free])),
    )
  })
}
