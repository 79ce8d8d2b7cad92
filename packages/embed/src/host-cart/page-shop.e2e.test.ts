import { findFreePort, openBrowser, servePages, startShowHub, type TestBrowser } from '@tote/testkit/e2e'
import type { TotePlayer } from '@tote/player'
import { afterAll, beforeAll, expect, test } from 'vitest'

declare global {
  interface Window {
    /** What the page's own shop says of its goods, by variant; a test sets it. */
    words: Record<string, object>
    /** Its till is away. */
    isAway?: boolean
  }
}

const SLOW = { timeout: 40_000 }
const TOTE = 'market-tote'
const PRICE = 5900

/** A shop that is nothing but its page: no server of its own that the hub could ask. */
const SHOP = `
  window.words = {}
  ;(window.tote ||= []).push((tote) => {
    window.bridged = tote.hostCart({
      look(variantIds) {
        return variantIds.flatMap((variantId) => (words[variantId] ? [{ variantId, ...words[variantId] }] : []))
      },
      checkout(frozen) {
        if (window.isAway) throw new Error('the till is away')
        sessionStorage.setItem('frozen', JSON.stringify(frozen))
        return '/pay'
      },
    })
  })`

const closing: (() => Promise<unknown>)[] = []
let device: TestBrowser
let origin = ''
beforeAll(async () => {
  const port = await findFreePort()
  const hub = await startShowHub([`http://brand.localhost:${port}`])
  closing.push(() => hub.close())
  const head =
    '<!doctype html><html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,"><title>Shop</title>'
  const site = await servePages({
    host: 'brand.localhost',
    port,
    pages: {
      '/': `${head}<script>${SHOP}</script><script async src="${hub.script}" data-key="${hub.key}" data-debug></script>
        <tote-player show="autumn"></tote-player>
        <tote-product-card product="${TOTE}"></tote-product-card><tote-cart></tote-cart></html>`,
      '/pay': `${head}<h1>To pay</h1></html>`,
    },
  })
  closing.push(() => site.close())
  origin = site.origin
  device = await openBrowser({ thirdPartyCookies: 'blocked' })
  closing.push(() => device.close())
})
afterAll(async () => {
  for (const close of closing.toReversed()) await close()
})

test('a shop that lives in its page refuses what it does not have, cannot name a price, and takes the shopper to pay what the hub froze', async () => {
  const page = await device.openPage(`${origin}/`)
  await page.waitForFunction(
    () =>
      document.querySelector<TotePlayer>('tote-player')?.tote?.connection.$connection.get().status ===
      'online',
    SLOW,
  )
  await page.evaluate(() => window.bridged)
  const say = (word: object | null) =>
    page.evaluate(
      (id, said) => {
        window.words = said === null ? {} : { [id]: said }
      },
      TOTE,
      word,
    )
  const press = () =>
    page.evaluate(() =>
      document
        .querySelector('tote-product-card')
        ?.shadowRoot?.querySelector<HTMLElement>('[part~=add-button]')
        ?.click(),
    )
  const told = () =>
    page.evaluate(
      () =>
        document.querySelector('tote-product-card')?.shadowRoot?.querySelector('[part=status]')?.textContent,
    )
  const units = () =>
    page.evaluate(
      () => document.querySelector<TotePlayer>('tote-player')?.tote?.cart.$cart.get().totalQuantity,
    )
  await expect.poll(units, SLOW).toBe(0)

  await say({ available: 0 })
  await press()
  await expect.poll(told, SLOW).toBe('Sold out just now')
  await say({ price: { amount: 1, currencyCode: 'EUR' } })
  await press()
  await expect.poll(told, SLOW).toBe('The price has changed')
  expect(await units()).toBe(0)
  await say({ available: 1, price: { amount: PRICE, currencyCode: 'EUR' } })
  await press()
  await expect.poll(units, SLOW).toBe(1)
  await press()
  await expect.poll(told, SLOW).toBe('Your basket cannot hold that many')

  const pay = () =>
    page.evaluate(() =>
      document.querySelector('tote-cart')?.shadowRoot?.querySelector<HTMLElement>('.checkout')?.click(),
    )
  const checkout = () =>
    page.evaluate(() => ({
      isOpen: document.querySelector<TotePlayer>('tote-player')?.tote?.cart.$cart.get().checkout !== null,
      told: document.querySelector('tote-cart')?.shadowRoot?.querySelector('.no-checkout')?.textContent,
    }))
  await page.evaluate(() => (window.isAway = true))
  await pay()
  const again = { isOpen: false, told: 'That did not go through. Try again in a moment.' }
  await expect.poll(checkout, SLOW).toEqual(again)
  expect(
    device
      .faults()
      .map(({ text }) => text)
      .join('\n'),
  ).toContain('failed at checkout(): the till is away')
  device.clearFaults()

  await page.evaluate(() => (window.isAway = false))
  await pay()
  await page.waitForFunction(() => location.pathname === '/pay', SLOW)
  const frozen = Object(JSON.parse((await page.evaluate(() => sessionStorage.getItem('frozen'))) ?? 'null'))
  expect(frozen).toMatchObject({
    total: { amount: PRICE, currencyCode: 'EUR' },
    lines: [{ variantId: TOTE, quantity: 1 }],
  })
  expect(device.faults()).toEqual([])
})
