import type { TotePlayer } from '@tote/player'
import { productIdSchema } from '@tote/protocol'
import { expect, test } from 'vitest'
import { Widget } from './shop-fixtures.ts'
import { useTwoDevices } from './two-devices-fixtures.ts'

const devices = useTwoDevices()
/** One journey on two devices: begun on the brand's site, continued on the market's. */
let laptop: Widget
let other: Widget

/** A tab in the background draws nothing, so it is asked by the clock and not by its frames. */
const SOON = { timeout: 40_000 } as const
const POLLING = { polling: 50, timeout: 40_000 } as const

/** Milliseconds that a picture is ahead of this machine's clock: less than nothing. */
const aheadOf = ({ page }: Widget) =>
  page.evaluate(() => {
    const pdt = document.querySelector<TotePlayer>('tote-player')?.playback.engine?.programmeTime()
    return pdt == null ? Number.NaN : pdt - Date.now()
  })

/** Milliseconds that the other picture is ahead of the laptop's. */
async function drift(): Promise<number> {
  const [there, here] = await Promise.all([aheadOf(other), aheadOf(laptop)])
  return there - here
}
const apart = () => expect.poll(async () => Math.abs(await drift()), { timeout: 40_000, interval: 200 })

const isPaused = (widget: Widget, wanted: boolean) =>
  widget.page.waitForFunction(
    (paused: boolean) => document.querySelector<TotePlayer>('tote-player')?.paused === paused,
    POLLING,
    wanted,
  )

const isPlaying = ({ page }: Widget) =>
  page.evaluate(() => document.querySelector<TotePlayer>('tote-player')?.paused === false)

const wordsOf = (widget: Widget, selector: string) =>
  widget.page.evaluate(
    (part: string) =>
      document
        .querySelector('tote-player')
        ?.shadowRoot?.querySelector(part)
        ?.shadowRoot?.querySelector('[part=words]')?.textContent,
    selector,
  )

const press = (widget: Widget, part: string, where = ':not([compact])') =>
  widget.click(`tote-together${where} >>> [part="${part}"]`)

async function playOrPause({ page }: Widget): Promise<void> {
  await page.evaluate(() => document.querySelector<TotePlayer>('tote-player')?.focus())
  await page.keyboard.press('k')
}

test('who continues on another device is shown the same picture at the same moment, and asked whether it shall move', async () => {
  laptop = await (await Widget.open(devices.shop.device, devices.shop.brand.origin)).play()
  await laptop.page.waitForFunction(
    () =>
      document.querySelector<TotePlayer>('tote-player')?.tote?.playback.$position.get()?.isPlaying === true,
    POLLING,
  )
  const ticket = await laptop.page.evaluate(
    (origin: string) => document.querySelector<TotePlayer>('tote-player')?.tote?.journey.mintTicket(origin),
    devices.shop.market.origin,
  )
  other = await Widget.open(devices.phone, `${devices.shop.market.origin}/#tote=${ticket}`)
  await other.page.setViewport({ width: 1200, height: 860 })
  await other.online()
  await other.click('tote-offer >>> [part~="accept"]')
  await other.playing()
  await apart().toBeLessThan(250)
  await expect
    .poll(() => wordsOf(other, 'tote-together[compact]'), SOON)
    .toContain('also playing on brand.localhost')
  // Nothing was moved: both play.
  await isPaused(laptop, false)
})

test('moved here it pauses there, which says so and can have it back', async () => {
  await press(other, 'move', '[compact]')
  await isPaused(laptop, true)
  await isPaused(other, false)
  await expect
    .poll(() => wordsOf(laptop, 'tote-together[compact]'), SOON)
    .toContain('moved to market.localhost')
  await press(laptop, 'move', '[compact]')
  await isPaused(laptop, false)
  await isPaused(other, true)
})

test('watching together, one picture goes to where the other is, stands when it stands, and no more once that is ended', async () => {
  await other.openPanel('products')
  await press(other, 'watch')
  await isPaused(other, false)
  await apart().toBeLessThan(250)
  await playOrPause(laptop)
  await isPaused(other, true)
  await playOrPause(laptop)
  await isPaused(other, false)
  await apart().toBeLessThan(250)
  await press(other, 'watch')
  await playOrPause(laptop)
  await isPaused(laptop, true)
  expect(await isPlaying(other)).toBe(true)
  await playOrPause(laptop)
  await laptop.playing()
})

test('a second screen has no picture, shows what the other picture shows, and says when that one is gone', async () => {
  await press(other, 'second')
  await other.page.waitForFunction(
    () => document.querySelector<TotePlayer>('tote-player')?.playback.state.status === 'idle',
    POLLING,
  )
  await expect
    .poll(() => wordsOf(other, 'tote-together[compact]'), SOON)
    .toContain('The picture is on brand.localhost')
  await devices.shop.cue({ kind: 'pinProduct', productId: productIdSchema.parse('dome-lamp') })
  await other.page.waitForFunction(
    () =>
      document
        .querySelector<TotePlayer>('tote-player')
        ?.tote?.show.$moment.get()
        .pinned.some(({ id }) => id === 'dome-lamp') === true,
    POLLING,
  )
  await other.add('stoneware-mug-oat', 1)
  await laptop.holds(1)
  await laptop.page.close()
  await expect
    .poll(() => wordsOf(other, 'tote-together[compact]'), SOON)
    .toContain('is not connected any more')
  await press(other, 'second', '[compact]')
  await other.playing()
  expect(devices.phone.faults()).toEqual([])
  expect(devices.shop.device.faults()).toEqual([])
})
