import { randomUUID } from 'node:crypto'
import type { TotePlayer } from '@tote/player'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openShop, Widget, type Shop } from './shop-fixtures.ts'

let shop: Shop
beforeAll(async () => {
  const loyalty = { perUnit: 1, spend: { points: 10, amount: 100, least: 10 } }
  shop = await openShop(undefined, undefined, { loyalty })
})
afterAll(() => shop.close())

const PATIENT = { timeout: 40_000 }
const BOARD = 'olive-board'

const textOf = ({ page }: Widget, part: string) =>
  page.evaluate((name: string) => {
    const root = document.querySelector('tote-player')?.shadowRoot?.querySelector('tote-cart')?.shadowRoot
    root?.querySelector('tote-suggestions')?.scrollIntoView()
    const points = root?.querySelector('tote-points')?.shadowRoot
    return points?.querySelector(`[part=${name}]`)?.textContent.trim() ?? ''
  }, part)
const totalOf = ({ page }: Widget) =>
  page.evaluate(
    () => document.querySelector<TotePlayer>('tote-player')?.tote?.cart.$cart.get().cost.total.amount ?? -1,
  )

async function signedIn(site: string): Promise<Widget> {
  const widget = await Widget.open(shop.device, site)
  await widget.online()
  await widget.page.evaluate(
    (token: string) => document.querySelector<TotePlayer>('tote-player')?.tote?.journey.signIn(token),
    shop.signInToken('customer-7'),
  )
  await widget.online()
  await widget.openPanel('cart')
  return widget
}

test('points that one site’s order earned take something off the basket on another, for every place at once', async () => {
  const brand = await signedIn(shop.brand.origin)
  await brand.add(BOARD)
  await brand.holds(1)
  const price = await totalOf(brand)
  await expect.poll(() => textOf(brand, 'balance'), PATIENT).toBe('You have 0 points.')
  await shop.order(await brand.checkout(), randomUUID())
  await brand.holds(0)
  const earned = Math.floor(price / 100)

  const market = await signedIn(shop.market.origin)
  await market.add(BOARD)
  await market.holds(1)
  await expect.poll(() => textOf(market, 'balance'), PATIENT).toBe(`You have ${earned} points.`)
  await expect.poll(() => textOf(market, 'spend'), PATIENT).toMatch(/^Use \d+ points: −€/)
  const points = Number(/\d+/.exec(await textOf(market, 'spend'))?.[0])
  await market.page
    .locator('tote-player >>> tote-cart >>> tote-points >>> [part=spend]')
    .setWaitForStableBoundingBox(false)
    .click()
  const reduced = price - points * 10
  for (const place of [market, brand]) await expect.poll(() => totalOf(place), PATIENT).toBe(reduced)
  await shop.order(await market.checkout(), randomUUID())
  await market.holds(0)
  await market.add(BOARD)
  await market.holds(1)
  const left = earned - points + Math.floor(reduced / 100)
  await expect.poll(() => textOf(market, 'balance'), PATIENT).toBe(`You have ${left} points.`)
  expect(shop.device.faults()).toEqual([])
})
