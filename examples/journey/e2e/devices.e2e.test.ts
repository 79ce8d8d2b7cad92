import type { TotePlayer } from '@tote/player'
import type { TestBrowser } from '@tote/testkit/e2e'
import type { Page } from 'puppeteer-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { press, said } from './hub-window.ts'
import { scanCode } from './scan-code.ts'
import { mountHtml, pageHtml, Widget } from './shop-fixtures.ts'
import { useTwoDevices } from './two-devices-fixtures.ts'

// `shop.device` has the basket, `phone` knows nothing of it.
const both = useTwoDevices((hub) => ({ '/': pageHtml(mountHtml(hub)), '/other': pageHtml(mountHtml(hub)) }))
const MUG = 'stoneware-mug-oat'
const PANEL = 'tote-carry:not([compact])'

/** A wide page with the panel open, where all ways are. */
async function openWays(device: TestBrowser, url: string): Promise<Widget> {
  const widget = await Widget.open(device, url)
  await widget.page.setViewport({ width: 1200, height: 860 })
  await widget.online()
  await widget.openPanel('cart')
  await widget.click(`${PANEL} >>> [part="unfold"]`)
  return widget
}

const textIn = async ({ page }: Widget, part: string) => {
  const element = await page.waitForSelector(`tote-player >>> ${PANEL} >>> [part~="${part}"]`, {
    visible: true,
  })
  return (await element?.evaluate(({ textContent }) => textContent.trim())) ?? ''
}

/** In a window of the hub that came without its opener: the two digits are wanted, and then it is shown. */
async function answer(window: Page, digits: string): Promise<void> {
  await window.bringToFront()
  const field = await window.waitForSelector('tote-window >>> input[name="digits"]', { visible: true })
  await field?.type(digits)
  await press(window, 'Show it', async () => (await said(window)).includes('Done.'))
}

beforeAll(async () => {
  const brand = await (await Widget.open(both.shop.device, both.shop.brand.origin)).online()
  await brand.add(MUG, 2)
  await brand.holds(2)
  await brand.page.close()
})

describe('the device with the basket shows, the other scans', () => {
  test('a ticket to scan leads to the same page there, asks, and brings the basket after a yes; scanned again it is nothing', async () => {
    const { shop, phone } = both
    const brand = await openWays(shop.device, shop.brand.origin)
    await brand.click(`${PANEL} >>> [part="there"]`)
    const link = await scanCode(brand.page, `tote-player >>> ${PANEL} >>> [part="scan"]`)
    expect(link).toMatch(new RegExp(`^${shop.brand.origin}/#tote=tt_[\\w-]{22}$`))
    const there = await (await Widget.open(phone, link)).online()
    await there.page.waitForSelector('tote-player >>> [part~="question"]', { visible: true })
    expect((await there.cart()).lines).toEqual([])
    await there.click('tote-offer >>> [part~="accept"]')
    await there.holds(2)
    // On another site, where the basket is not: somebody who took a picture of it.
    const again = await (
      await Widget.open(phone, link.replace(shop.brand.origin, shop.market.origin))
    ).online()
    expect(await again.page.$('tote-player >>> [part~="question"]')).toBeNull()
    expect((await again.cart()).lines).toEqual([])
    for (const { page } of [brand, there, again]) await page.close()
    phone.clearFaults()
  })

  test('from a site that is not trusted it leads to the hub, which keeps it there after a yes', async () => {
    const { shop, phone } = both
    const brand = await (await Widget.open(shop.device, shop.brand.origin)).online()
    const lab = await openWays(shop.device, shop.lab.origin)
    await lab.add(MUG, 1)
    await lab.holds(1)
    await lab.click(`${PANEL} >>> [part="there"]`)
    const link = await scanCode(lab.page, `tote-player >>> ${PANEL} >>> [part="scan"]`)
    expect(link).toMatch(new RegExp(`^${shop.hubOrigin}/adopt#tote=tt_[\\w-]{22}$`))
    const adopt = await phone.openPage(link)
    await expect.poll(() => said(adopt), { timeout: 20_000 }).toContain('Keep your basket (1 item')
    await press(adopt, 'Keep it', async () => (await said(adopt)).includes('is known in this browser now'))
    const where = await phone.openPage(`${shop.hubOrigin}/where`)
    await expect.poll(() => said(where), { timeout: 20_000 }).toContain('Maison Ondine: 1 item')
    for (const page of [brand.page, lab.page, adopt, where]) await page.close()
  })
})

describe('the device without shows, the one with the basket scans or types', () => {
  test('scanned by a browser that the hub does not know, it says where to type the code', async () => {
    const { shop, phone } = both
    const market = await openWays(phone, shop.market.origin)
    await market.click(`${PANEL} >>> [part="here"]`)
    const code = await textIn(market, 'code')
    const link = await scanCode(market.page, `tote-player >>> ${PANEL} >>> [part="scan"]`)
    expect(link).toBe(`${shop.hubOrigin}/continue?code=${code.replace('-', '')}`)
    const window = await shop.device.openPage(link)
    await expect.poll(() => said(window), { timeout: 20_000 }).toContain(`and type ${code}`)
    await window.close()
    await market.page.close()
  })

  test('its letters, typed where the basket is, lead by the hub to the two digits, and the basket comes', async () => {
    const { shop, phone } = both
    const market = await openWays(phone, shop.market.origin)
    await market.click(`${PANEL} >>> [part="here"]`)
    const [code, digits] = [await textIn(market, 'code'), await textIn(market, 'match')]
    const brand = await openWays(shop.device, shop.brand.origin)
    await brand.holds(2)
    const field = await brand.page.waitForSelector(`tote-player >>> ${PANEL} >>> input[name="code"]`)
    // As it is read out: small letters, a space for the dash.
    await field?.type(code.toLowerCase().replace('-', ' '))
    const opening = new Promise<Page | null>((done) => brand.page.once('popup', done))
    await field?.press('Enter')
    const window = await opening
    if (window === null) throw new Error('the window of the hub did not open')
    await press(window, 'Keep it', async () => window.url().includes('/continue?code='))
    await expect.poll(() => said(window), { timeout: 20_000 }).toContain('Show your basket (2 items')
    expect(await said(window)).toContain('It says it is market.localhost')
    await answer(window, digits)
    await market.holds(2)
    expect((await market.cart()).lines).toEqual([[MUG, 2]])
    for (const page of [market.page, brand.page, window]) await page.close()
  })

  test('scanned by a browser that the hub knows, it wants the digits, and the basket comes', async () => {
    const { shop, phone } = both
    const lab = await openWays(phone, shop.lab.origin)
    await lab.click(`${PANEL} >>> [part="here"]`)
    const digits = await textIn(lab, 'match')
    const link = await scanCode(lab.page, `tote-player >>> ${PANEL} >>> [part="scan"]`)
    const window = await shop.device.openPage(link)
    await expect.poll(() => said(window), { timeout: 20_000 }).toContain('Show your basket (2 items')
    expect(await said(window)).not.toContain(digits)
    expect((await lab.cart()).lines).toEqual([])
    await answer(window, digits)
    await lab.holds(2)
    for (const page of [lab.page, window]) await page.close()
  })

  test('[code guessing] wrong digits bring nothing, and say how many tries are left', async () => {
    const { shop, phone } = both
    const lab = await openWays(phone, `${shop.lab.origin}/other`)
    await lab.page.evaluate(() => document.querySelector<TotePlayer>('tote-player')?.tote?.journey.leave())
    await lab.online()
    await lab.click(`${PANEL} >>> [part="here"]`)
    const [digits, code] = [await textIn(lab, 'match'), await textIn(lab, 'code')]
    const window = await shop.device.openPage(`${shop.hubOrigin}/continue`)
    const field = await window.waitForSelector('tote-window >>> input[name="code"]', { visible: true })
    await field?.type(code)
    await field?.press('Enter')
    const wrong = digits === '00' ? '01' : '00'
    const digitsField = await window.waitForSelector('tote-window >>> input[name="digits"]', {
      visible: true,
    })
    await digitsField?.type(wrong)
    await press(window, 'Show it', async () => (await said(window)).includes('2 tries are left'))
    expect((await lab.cart()).lines).toEqual([])
    await window.close()
    await lab.page.close()
  })
})
