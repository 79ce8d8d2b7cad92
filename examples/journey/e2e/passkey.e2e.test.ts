import { openBrowser, type TestBrowser } from '@tote/testkit/e2e'
import type { Page, Protocol } from 'puppeteer-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { press, said, ticketFor } from './hub-window.ts'
import { openShop, Widget, type Shop } from './shop-fixtures.ts'

type Credential = Protocol.WebAuthn.Credential

let shop: Shop
let phone: TestBrowser
/** As the shopper's passkey manager carries them from device to device. */
let synced: Credential[] = []
beforeAll(async () => {
  shop = await openShop()
  phone = await openBrowser({ thirdPartyCookies: 'blocked' })
})
afterAll(async () => {
  await phone?.close()
  await shop?.close()
})

/** A device that keeps passkeys and knows its user, for one page; with those that were carried to it. */
async function keeper(page: Page, known: readonly Credential[] = []) {
  const cdp = await page.createCDPSession()
  await cdp.send('WebAuthn.enable')
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      ctap2Version: 'ctap2_1',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  for (const credential of known) await cdp.send('WebAuthn.addCredential', { authenticatorId, credential })
  return {
    cdp,
    credentials: async () => (await cdp.send('WebAuthn.getCredentials', { authenticatorId })).credentials,
  }
}

async function open(device: TestBrowser, origin: string): Promise<Widget> {
  const widget = await Widget.open(device, origin)
  await widget.page.setViewport({ width: 1200, height: 860 })
  return widget.online()
}

test('a basket is kept for good in a window of the hub, with no account and no name', async () => {
  const brand = await open(shop.device, shop.brand.origin)
  await brand.add('stoneware-mug-oat', 2)
  await brand.holds(2)
  const ticket = await ticketFor(brand, shop.hubOrigin)
  const adopt = await shop.device.openPage(`${shop.hubOrigin}/adopt#tote=${ticket}`)
  await press(adopt, 'Keep it', async () => (await said(adopt)).includes('is known in this browser now'))
  await adopt.close()
  const where = await shop.device.openPage(`${shop.hubOrigin}/where`)
  const { credentials } = await keeper(where)
  await where.locator('aria/Keep it for good').click()
  await expect.poll(() => said(where)).toContain('Passkey made')
  expect(await said(where)).toContain('Kept for good: your passkey brings this basket back.')
  synced = await credentials()
  expect(synced).toMatchObject([{ isResidentCredential: true, rpId: 'hub.localhost' }])
  expect(shop.device.faults()).toEqual([])
  await where.close()
  await brand.page.close()
})

test('[U53] on another device the passkey brings it back in the window, and the site that asked gets it', async () => {
  const market = await open(phone, shop.market.origin)
  await market.openPanel('cart')
  await market.click('tote-carry >>> [part="unfold"]')
  await market.click('tote-carry >>> [part~="here"]')
  const popup = new Promise<Page | null>((done) => market.page.once('popup', done))
  await market.click('tote-carry >>> [part~="open"]')
  const window = await popup
  if (window === null) throw new Error('the window of the hub did not open')
  await expect.poll(() => said(window)).toContain('There is no basket in this browser yet')
  await window.bringToFront()
  const { credentials } = await keeper(window, synced)
  await press(window, 'Use a passkey', async () => (await said(window)).includes('Show your basket (2 items'))
  synced = await credentials()
  // The site has nothing before the yes.
  expect((await market.cart()).lines).toEqual([])
  await press(window, 'Show it', () => window.isClosed())
  await market.holds(2)
  expect((await market.cart()).lines).toEqual([['stoneware-mug-oat', 2]])
  expect(phone.faults()).toEqual([])
  await market.page.close()
})

test('when all that the browser kept is wiped the passkey brings it back, and removed it opens nothing', async () => {
  const where = await shop.device.openPage(`${shop.hubOrigin}/where`)
  const { cdp } = await keeper(where, synced)
  await cdp.send('Network.clearBrowserCookies')
  await where.reload()
  await expect.poll(() => said(where)).toContain('No basket is known in this browser.')
  await where.bringToFront()
  await press(where, 'Use a passkey', async () =>
    (await said(where)).includes('Your basket at Maison Ondine is back.'),
  )
  await expect.poll(() => said(where)).toContain('Maison Ondine: 2 items')
  await press(where, 'Remove', async () =>
    (await said(where)).includes('The passkey opens nothing any more.'),
  )
  await cdp.send('Network.clearBrowserCookies')
  await where.close()
  const again = await shop.device.openPage(`${shop.hubOrigin}/where`)
  await again.bringToFront()
  await keeper(again, synced)
  await press(again, 'Use a passkey', async () =>
    (await said(again)).includes('This passkey opens no basket any more.'),
  )
  await again.close()
  // What the hub refuses is in the console; nothing is uncaught.
  expect(shop.device.faults().filter(({ kind }) => kind === 'uncaught')).toEqual([])
  shop.device.clearFaults()
})
