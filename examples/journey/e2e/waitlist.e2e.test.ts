import type { TotePlayer } from '@tote/player'
import { expect, test } from 'vitest'
import { lookAtSquare, SQUARE, told } from './line-fixtures.ts'
import { Widget } from './shop-fixtures.ts'
import { useTwoDevices } from './two-devices-fixtures.ts'

const devices = useTwoDevices()

test('[U70] who finds the last one sold out joins the line by one press, hears it is their turn, and takes it by one more', async () => {
  const owner = await (await Widget.open(devices.shop.device, devices.shop.brand.origin)).online()
  await owner.add(SQUARE)
  await owner.holds(1)

  const waiter = await (await Widget.open(devices.phone, devices.shop.market.origin)).play()
  await lookAtSquare(waiter)
  await waiter.click('tote-product >>> tote-waitlist >>> [part="join"]')
  await told(waiter, 'in the product', 'You are number 1. We tell you here.')

  await owner.page.evaluate(() => document.querySelector<TotePlayer>('tote-player')?.tote?.cart.clear())
  await told(waiter, 'on top', 'is back, and it is your turn. One is kept for you until')
  await waiter.click('.panel-body tote-waitlist >>> [part="take"]')
  await waiter.holds(1)
  expect((await waiter.cart()).lines).toEqual([[SQUARE, 1]])
  // It was never anybody else's.
  expect(await owner.answered(SQUARE)).toBe('no_stock')
  expect((await owner.cart()).lines).toEqual([])
  expect([...devices.shop.device.faults(), ...devices.phone.faults()]).toEqual([])
  await owner.page.close()
  await waiter.page.close()
})

test('a place in the line is there after a reload, and its turn at the other site of the journey', async () => {
  const waiter = await (await Widget.open(devices.phone, devices.shop.market.origin)).online()
  const other = await (await Widget.open(devices.shop.device, devices.shop.brand.origin)).online()
  await lookAtSquare(other)
  await other.click('tote-product >>> tote-waitlist >>> [part="join"]')
  await told(other, 'in the product', 'You are number 1.')
  await other.page.reload()
  await other.online()
  await lookAtSquare(other)
  await told(other, 'in the product', 'You are number 1.')
  await other.page.click('#away')
  await other.page.waitForFunction(
    (origin: string) => location.origin === origin,
    {},
    devices.shop.market.origin,
  )
  const there = await new Widget(other.page).online()
  await there.click('tote-offer >>> [part~="accept"]')
  await waiter.page.evaluate(() => document.querySelector<TotePlayer>('tote-player')?.tote?.cart.clear())
  await told(there, 'on top', 'it is your turn')
  expect((await there.cart()).lines).toEqual([])
  await there.page.close()
  await waiter.page.close()
})
