import type { TotePlayer } from '@tote/player'
import {
  openEngine,
  type Engine,
  type EngineBrowser,
  type EngineOptions,
  type EnginePage,
} from '@tote/testkit/engines'
import { startDomainShop, type DomainShop } from '@tote/testkit/shop'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { pressRipe } from './engine-press.ts'
import { EngineShopper } from './engine-shopper.ts'

let shop: DomainShop
beforeAll(async () => {
  shop = await startDomainShop()
})
afterAll(() => shop?.close())

const MUG = 'stoneware-mug-oat'
const CARRY = 'tote-carry:not([compact])'
const ACCEPT = 'tote-offer >>> [part~="accept"]'
const PORTALS = { of: 'https://hub.test', on: ['https://portal.test', 'https://gazette.test'] }

/** The player of a portal: a frame of the hub, once it is connected. */
async function openPortal(browser: EngineBrowser, origin: string): Promise<EngineShopper> {
  const page = await browser.openPage(`${origin}/`)
  return framed(page)
}

async function framed(page: EnginePage): Promise<EngineShopper> {
  return new EngineShopper(await page.frame(shop.hub)).online()
}

/** From the brand by the hub, where "follow me" is ticked or not, to the portal; the portal's page. */
async function goToPortal(
  browser: EngineBrowser,
  { saysFollow }: { saysFollow: boolean },
): Promise<EnginePage> {
  const brand = await EngineShopper.open(browser, `${shop.brand}/`)
  await brand.add(MUG, 2)
  await brand.holds(2)
  const { page } = brand
  await page.click('#portal')
  await page.waitForUrl((url) => url.startsWith(`${shop.hub}/adopt`))
  if (saysFollow) await page.click('tote-adopt >>> input[name="follow"]')
  await pressRipe(page, 'tote-adopt >>> .acts button:last-of-type')
  await page.waitForUrl((url) => url.startsWith(shop.portal))
  return page
}

/** What the hub says to the frame that asks by the cookie that the browser hands it. */
const isOffered = ({ page }: EngineShopper) =>
  page.run(async () => {
    await document.requestStorageAccess()
    return (await document.querySelector<TotePlayer>('tote-player')?.tote?.journey.carry())?.follow?.()
  })

const open = async (engine: Engine, options: EngineOptions) =>
  openEngine(engine, { ...options, proxy: await shop.openProxy('127.0.0.2') })

describe.each<[string, Engine, EngineOptions]>([
  ['Chromium with third-party cookies allowed', 'chromium', { thirdPartyCookies: 'allowed' }],
  [
    'Chromium with them blocked, where its question was answered before',
    'chromium',
    { thirdPartyCookies: 'blocked', storageAccess: PORTALS },
  ],
])('in %s', (_, engine, options) => {
  let browser: EngineBrowser
  beforeAll(async () => {
    browser = await open(engine, options)
  })
  afterAll(() => browser?.close())

  test('who said "follow me" is asked in a portal’s frame by itself, and one yes brings the basket: no window', async () => {
    const page = await goToPortal(browser, { saysFollow: true })
    const shopper = await framed(page)
    expect(await shopper.page.text('tote-offer >>> [part="question"]')).toBe(
      'Continue with 2 items from hub.test?',
    )
    expect(await shopper.lines()).toEqual([])
    await pressRipe(shopper.page, ACCEPT)
    await shopper.holds(2)
    await page.reload()
    const again = await framed(page)
    await again.holds(2)
    expect(await again.lines()).toEqual([[MUG, 2]])
    await page.close()
  })

  test('the next portal asks too, and after a no it is not asked again', async () => {
    const gazette = await openPortal(browser, shop.gazette)
    const { page } = gazette
    await pressRipe(page, 'tote-offer >>> [part="decline"]')
    await page.waitFor(
      () => document.querySelector<TotePlayer>('tote-player')?.tote?.journey.$offer.get() === null,
    )
    // Unless the shopper does so.
    expect(await isOffered(gazette)).toBe(true)
    await page.close()
  })

  test('[taken back] in _Where I am_ it ends, for every frame', async () => {
    const where = await browser.openPage(`${shop.hub}/where`)
    await where.waitFor(() => document.querySelector('tote-window') !== null)
    const stop = 'tote-where >>> .soft + button'
    expect(await where.text(stop)).toBe('Stop following me')
    await where.click(stop)
    await where.waitFor(
      (words) =>
        document
          .querySelector('tote-window')
          ?.shadowRoot?.querySelector('tote-where')
          ?.shadowRoot?.textContent.includes(words),
      'Follow me is off.',
    )
    await where.close()
    const gazette = await openPortal(browser, shop.gazette)
    expect(await isOffered(gazette)).toBe(false)
    await gazette.page.close()
  })
})

describe.each<[string, Engine, EngineOptions]>([
  ['Firefox, standard', 'firefox', { storageAccess: PORTALS }],
  ['Firefox, strict', 'firefox', { isStrict: true, storageAccess: PORTALS }],
  ['WebKit with tracking prevention', 'webkit', {}],
])('in %s, whose question is answered yes', (_, engine, options) => {
  let browser: EngineBrowser
  beforeAll(async () => {
    browser = await open(engine, options)
  })
  afterAll(() => browser?.close())

  test('who said "follow me" brings it by a press in the frame, and a yes: no window', async () => {
    const page = await goToPortal(browser, { saysFollow: true })
    const shopper = await framed(page)
    await shopper.page.run(() => document.querySelector<TotePlayer>('tote-player')?.openPanel('cart'))
    await pressRipe(shopper.page, `${CARRY} >>> [part="unfold"]`)
    expect(await shopper.page.has(ACCEPT)).toBe(false)
    await pressRipe(shopper.page, `${CARRY} >>> [part="follow"]`)
    const isAsked = async () => {
      await page.sayYes()
      return shopper.page.has(ACCEPT)
    }
    await expect.poll(isAsked, { timeout: 40_000, interval: 500 }).toBe(true)
    expect(await shopper.lines()).toEqual([])
    await pressRipe(shopper.page, ACCEPT)
    await shopper.holds(2)
    await page.reload()
    await (await framed(page)).holds(2)
    await page.close()
  })

  test('[one portal’s key] what the browser opened to this frame makes the next portal’s no place of the basket', async () => {
    const gazette = await openPortal(browser, shop.gazette)
    expect(await gazette.lines()).toEqual([])
    await gazette.page.close()
  })
})

test('[without opt-in] who did not say so is asked in no frame, though the browser would hand over every cookie', async () => {
  const browser = await open('chromium', { thirdPartyCookies: 'allowed' })
  const shopper = await framed(await goToPortal(browser, { saysFollow: false }))
  expect(await isOffered(shopper)).toBe(false)
  expect(await shopper.page.has(ACCEPT)).toBe(false)
  await browser.close()
})

test('a browser that says no is told of, and the window is there as before', async () => {
  // Without a window of its own Chromium asks nobody, and says no.
  const browser = await open('chromium', { thirdPartyCookies: 'blocked' })
  const page = await goToPortal(browser, { saysFollow: true })
  const { page: frame } = await framed(page)
  await frame.run(() => document.querySelector<TotePlayer>('tote-player')?.openPanel('cart'))
  await pressRipe(frame, `${CARRY} >>> [part="unfold"]`)
  await pressRipe(frame, `${CARRY} >>> [part="follow"]`)
  await frame.waitFor(
    (words) =>
      [...(document.querySelector('tote-player')?.shadowRoot?.querySelectorAll('tote-carry') ?? [])].some(
        (one) => one.shadowRoot?.textContent.includes(words),
      ),
    'The browser did not allow that.',
  )
  expect(await frame.has(`${CARRY} >>> [part="here"]`)).toBe(true)
  await browser.close()
})
