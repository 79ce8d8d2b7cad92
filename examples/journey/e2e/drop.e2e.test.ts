import { execFile } from 'node:child_process'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { productIdSchema } from '@tote/protocol'
import { dropSchema } from '@tote/protocol/drops'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { lookAtSquare, SQUARE, told } from './line-fixtures.ts'
import { openShop, Widget, type Shop } from './shop-fixtures.ts'

let shop: Shop
beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop.close())

const main = fileURLToPath(new URL('../../../packages/server/src/main.ts', import.meta.url))

/** `tote verify-drop`, as anybody runs it. */
async function verify(url: string, receipt: string): Promise<string> {
  const args = ['--conditions=tote-source', main, 'verify-drop', url, '--receipt', receipt]
  return (await promisify(execFile)(process.execPath, args)).stdout
}

test('[U69] a drop is announced, opens with the picture, is entered at one site, called and taken at the other, and its log is proven', async () => {
  const widget = await (await Widget.open(shop.device, shop.brand.origin)).play()
  await lookAtSquare(widget)
  const { cue } = await shop.cue(
    {
      kind: 'announceDrop',
      productId: productIdSchema.parse('silk-scarf'),
      variantId: SQUARE,
      perShopper: 1,
      holdMs: 600_000,
      windowMs: 60_000,
    },
    Date.now() + 3000,
  )
  if (cue.kind !== 'dropSet') throw new Error('a drop was announced')
  const drop = dropSchema.parse(cue.drop)
  await told(widget, 'in the product', 'Opens in ')
  expect(await widget.answered(SQUARE)).toBe('in_drop')
  await told(widget, 'in the product', 'It is open.')
  // It opened with the picture, and not with the hub's clock.
  expect((await widget.position()).pdt).toBeGreaterThanOrEqual(drop.opensAt)
  expect((await widget.cart()).lines).toEqual([])

  await widget.click('tote-product >>> tote-waitlist >>> tote-drop >>> [part="join"]')
  await told(widget, 'in the product', 'You are in.')
  await widget.page.reload()
  await widget.online()
  await lookAtSquare(widget)
  await told(widget, 'in the product', 'You are in.')
  const receipt = await widget.page
    .locator('tote-player >>> tote-product >>> tote-waitlist >>> tote-drop >>> .receipt')
    .map((element) => element.textContent)
    .wait()

  await widget.page.click('#away')
  await widget.page.waitForFunction((origin: string) => location.origin === origin, {}, shop.market.origin)
  const there = await new Widget(widget.page).online()
  await there.click('tote-offer >>> [part~="accept"]')
  await told(there, 'on top', 'It is your turn: 1 × ')
  await there.click('tote-waitlist >>> tote-drop >>> [part="take"]')
  await there.holds(1)
  expect((await there.cart()).lines).toEqual([[SQUARE, 1]])

  const log = `${shop.hubOrigin}/v1/shows/autumn/drops/${drop.id}/log`
  const { port } = new URL(shop.hubOrigin)
  expect(await verify(log.replace(`hub.localhost:${port}`, `127.0.0.1:${port}`), receipt)).toContain(
    '1 entered, 1 turns, 1 units taken',
  )
  expect(shop.device.faults()).toEqual([])
  await there.page.close()
})
