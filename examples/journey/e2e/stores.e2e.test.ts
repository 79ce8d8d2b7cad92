import { randomUUID } from 'node:crypto'
import type { TotePlayer } from '@tote/player'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { MIA_KEY, openShop, Widget, type Shop } from './shop-fixtures.ts'

let shop: Shop
beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop.close())

/** Beside the store at the canal, which has the first of these and not the second. */
const HERE = { latitude: 48.8721, longitude: 2.365 }
const AT_ALL_STORES = 'stoneware-mug-oat'
const NOT_AT_THE_CANAL = 'stoneware-mug-ink'
/** In the store in the Marais and nowhere else. */
const SENT_BY_THE_STORE = 'velvet-cushion-sand'

const inStores = (selector: string) => `tote-cart >>> tote-stores >>> ${selector}`
const textsOf = ({ page }: Widget, element: string, selector: string) =>
  page.evaluate(
    ([name, wanted]: [string, string]) =>
      [
        ...(document
          .querySelector('tote-player')
          ?.shadowRoot?.querySelector('tote-cart')
          ?.shadowRoot?.querySelector(name)
          ?.shadowRoot?.querySelectorAll(wanted) ?? []),
      ].map(({ textContent }) => textContent.replaceAll(/\s+/g, ' ').trim()),
    [element, selector] as [string, string],
  )
const names = (widget: Widget) => textsOf(widget, 'tote-stores', '[part=store-name]')

test('the nearest store that has the basket is found without telling the hub where the shopper is; its order says from when on it is ready', async () => {
  const widget = await Widget.open(shop.device, shop.brand.origin)
  const { page } = widget
  const sent: string[] = []
  const wire = await page.createCDPSession()
  await wire.send('Network.enable')
  wire.on('Network.webSocketFrameSent', ({ response }) => sent.push(response.payloadData))
  page.on('request', (request) => sent.push(`${request.url()} ${request.postData() ?? ''}`))
  await page.reload()
  await widget.online()
  await page.browserContext().overridePermissions(shop.brand.origin, ['geolocation'])
  await page.setGeolocation(HERE)
  await widget.add(AT_ALL_STORES)
  await widget.add(NOT_AT_THE_CANAL)
  await widget.holds(2)
  await widget.openPanel('cart')

  await widget.click(inStores('summary'))
  await widget.click(inStores('[part=near]'))
  await expect
    .poll(() => textsOf(widget, 'tote-stores', '[part=distance]'), { timeout: 40_000 })
    .toHaveLength(3)
  expect(await names(widget)).toEqual(['Paris, Le Marais', 'Lyon, Presqu’île', 'Paris, Canal Saint-Martin'])
  const baskets = await textsOf(widget, 'tote-stores', '[part=basket]')
  expect(baskets.slice(0, 2)).toEqual(['Has all of your basket', 'Has all of your basket'])
  expect(baskets[2]).toMatch(/^Not there: .*Ink/)
  const ready = await textsOf(widget, 'tote-stores', '[part=ready]')
  expect(ready[0]).toMatch(/^Ready (today|tomorrow|\w+day) from \d/)

  await widget.click(inStores('input[value="store-marais"]'))
  await page.waitForFunction(
    () => {
      const cart = document.querySelector<TotePlayer>('tote-player')?.tote?.cart.$cart.get()
      return cart?.fulfilment.kind === 'pickup' && cart.pendingCount === 0
    },
    { timeout: 40_000, polling: 50 },
  )
  const checkout = await page.evaluate(() =>
    document.querySelector<TotePlayer>('tote-player')?.tote?.cart.checkout(),
  )
  if (checkout?.status !== 'opened') throw new Error('the mugs are there')
  await shop.order(checkout.id, randomUUID())
  await expect
    .poll(async () => (await textsOf(widget, 'tote-orders', '[part=orders]')).join(), { timeout: 40_000 })
    .toMatch(/Ready from .*24 rue de Turenne, 75003 Paris.*Opening hours.*Paris, Le Marais/s)

  expect(sent.length).toBeGreaterThan(3)
  const coordinates = /48[.,]87|2[.,]365/
  expect(sent.filter((message) => coordinates.test(message))).toEqual([])
  expect(shop.device.faults()).toEqual([])
})

test('what a store has to send is in its console; the parcel’s number is read in the shopper’s place a moment after the press', async () => {
  const widget = await Widget.open(shop.device, shop.brand.origin)
  await widget.online()
  await widget.add(SENT_BY_THE_STORE)
  await widget.holds(1)
  const { page } = widget
  await widget.openPanel('cart')
  const checkout = await page.evaluate(async () => {
    const cart = document.querySelector<TotePlayer>('tote-player')?.tote?.cart
    // As it may be picked up since the last time.
    await cart?.setFulfillment({ kind: 'delivery' })
    return cart?.checkout()
  })
  if (checkout?.status !== 'opened') throw new Error('the cushion is there')
  const ref = randomUUID()
  await shop.order(checkout.id, ref)
  await expect
    .poll(async () => (await textsOf(widget, 'tote-orders', '[part=ships-from]')).join(), { timeout: 40_000 })
    .toBe('Sent from: Paris, Le Marais')

  const store = await shop.device.openPage(`${shop.hubOrigin}/console`)
  const inTasks = (selector: string) =>
    `tote-console >>> tote-console-pickups >>> tote-console-tasks >>> article[aria-label="Order ${ref}"] ${selector}`
  await store.locator('tote-console >>> input').fill(MIA_KEY)
  await store.locator('tote-console >>> button.primary').click()
  await store.locator(inTasks('input')).fill('JX 12 345')
  await store.locator(inTasks('button')).click()
  await expect
    .poll(async () => (await textsOf(widget, 'tote-orders', '[part=sent]')).join(), { timeout: 40_000 })
    .toMatch(/^Sent from Paris, Le Marais on .* Tracking number: JX 12 345$/)
  await store.close()
  expect(shop.device.faults()).toEqual([])
})

test('of a basket that is picked up one line is sent: chosen in the basket, told at the check-out, and each part is its store’s to do', async () => {
  const widget = await Widget.open(shop.device, shop.brand.origin)
  await widget.online()
  await widget.add(AT_ALL_STORES)
  await widget.add(SENT_BY_THE_STORE)
  await widget.holds(2)
  const { page } = widget
  await widget.openPanel('cart')
  const settled = (isSent: boolean) =>
    page.waitForFunction(
      (wanted: boolean) => {
        const cart = document.querySelector<TotePlayer>('tote-player')?.tote?.cart.$cart.get()
        const isChosen = cart?.lines.some((line) => line.isSent) === wanted
        return cart?.fulfilment.kind === 'pickup' && isChosen && cart.pendingCount === 0
      },
      { timeout: 40_000, polling: 50 },
      isSent,
    )
  // As it may be picked up since the last time, and the list is open then.
  await page.waitForFunction(
    () => {
      const list = document
        .querySelector('tote-player')
        ?.shadowRoot?.querySelector('tote-cart')
        ?.shadowRoot?.querySelector('tote-stores')
        ?.shadowRoot?.querySelector('details')
      if (list instanceof HTMLDetailsElement) list.open = true
      return list !== null && list !== undefined
    },
    { timeout: 40_000, polling: 50 },
  )
  await widget.click(inStores('input[value="store-marais"]'))
  await settled(false)
  await expect
    .poll(() => textsOf(widget, 'tote-stores', '[part=sent-line]'), { timeout: 40_000 })
    .toHaveLength(2)
  const lines = await textsOf(widget, 'tote-stores', '[part=sent-line]')
  const at = lines.findIndex((text) => /cushion/i.test(text))
  await widget.click(inStores(`[part=sent-line]:nth-of-type(${at + 1}) input`))
  await settled(true)

  const checkout = await page.evaluate(() =>
    document.querySelector<TotePlayer>('tote-player')?.tote?.cart.checkout(),
  )
  if (checkout?.status !== 'opened') throw new Error('both are there')
  const ref = randomUUID()
  await shop.order(checkout.id, ref)
  // An order of before may still be thanked for: what is looked for is this one's.
  await expect
    .poll(async () => (await textsOf(widget, 'tote-orders', '[part=orders]')).join(), { timeout: 40_000 })
    .toMatch(new RegExp(`${ref}.*The shop sends you: 1 × .*cushion.*Sent from: Paris, Le Marais`, 'is'))
  expect(await textsOf(widget, 'tote-orders', '[part=pickup-code]')).not.toEqual([])

  const store = await shop.device.openPage(`${shop.hubOrigin}/console`)
  await store.locator('tote-console >>> input').fill(MIA_KEY)
  await store.locator('tote-console >>> button.primary').click()
  const tasks = () =>
    store.evaluate(
      (label: string) =>
        [
          ...(document
            .querySelector('tote-console')
            ?.shadowRoot?.querySelector('tote-console-pickups')
            ?.shadowRoot?.querySelector('tote-console-tasks')
            ?.shadowRoot?.querySelectorAll('article') ?? []),
        ]
          .filter((article) => article.ariaLabel === label)
          .map(({ textContent }) => /cushion|mug/i.exec(textContent)?.[0]),
      `Order ${ref}`,
    )
  await expect.poll(tasks, { timeout: 40_000 }).toEqual(['cushion', 'mug'])
  await store.close()
  expect(shop.device.faults()).toEqual([])
})
