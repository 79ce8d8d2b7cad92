import type { TotePlayer } from '@tote/player'
import type { Frame, Page } from 'puppeteer-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ticketFor } from './hub-window.ts'
import { mountHtml, openShop, pageHtml, Widget, type Shop } from './shop-fixtures.ts'

let shop: Shop
beforeAll(async () => {
  shop = await openShop(undefined, (hub) => ({ '/': pageHtml(mountHtml(hub, { isIsolated: true })) }))
})
afterAll(() => shop?.close())

/** A page of a hub that tells of the show and gives the picture, and lets who asks for anything else wait for ever. */
async function openHeld(url: string): Promise<{ page: Page; held: string[] }> {
  const page = await shop.device.openPage()
  const held: string[] = []
  await page.setRequestInterception(true)
  page.on('request', (request) => {
    const { origin, pathname } = new URL(request.url())
    if (origin === shop.hubOrigin && request.method() === 'POST') held.push(pathname)
    else void request.continue()
  })
  await page.goto(url)
  return { page, held }
}

/** Presses the start button, and waits for the picture; how the hub is spoken with then. */
async function play(player: Page | Frame): Promise<string | undefined> {
  await player.locator('tote-player >>> [part~="start"]').click()
  await player.waitForFunction(
    () => {
      const { playback, currentTime = 0 } = document.querySelector<TotePlayer>('tote-player') ?? {}
      return playback?.state.status === 'playing' && currentTime > 0
    },
    { polling: 50 },
  )
  return player.evaluate(
    () => document.querySelector<TotePlayer>('tote-player')?.tote?.connection.$connection.get().status,
  )
}

describe('while the hub says nothing of who is there, the picture plays', () => {
  test('for who is new', async () => {
    const { page, held } = await openHeld(shop.brand.origin)
    expect(await play(page)).not.toBe('online')
    expect(held).toContain('/v1/journeys')
    await page.close()
  })

  test('for who was here before', async () => {
    const before = await (await Widget.open(shop.device, shop.brand.origin)).online()
    await before.page.close()
    const { page, held } = await openHeld(shop.brand.origin)
    expect(await play(page)).not.toBe('online')
    expect(held).toContain('/v1/resume')
    expect(held).not.toContain('/v1/journeys')
    await page.close()
  })

  test('for who came by a link that takes a basket along', async () => {
    const brand = await (await Widget.open(shop.device, shop.brand.origin)).online()
    const ticket = await ticketFor(brand, shop.market.origin)
    const { page, held } = await openHeld(`${shop.market.origin}/#tote=${ticket}`)
    expect(await play(page)).not.toBe('online')
    expect(held).toContain('/v1/redeem')
    await page.close()
    await brand.page.close()
  })

  test('in a portal’s frame', async () => {
    const { page, held } = await openHeld(shop.portal.origin)
    const frame = await page.waitForFrame((one) => one.url().startsWith(`${shop.hubOrigin}/frame`))
    expect(await play(frame)).not.toBe('online')
    expect(held).toContain('/v1/journeys')
    await page.close()
  })
})
