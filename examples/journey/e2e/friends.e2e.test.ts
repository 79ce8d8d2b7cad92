import type { TotePlayer } from '@tote/player'
import { expect, test } from 'vitest'
import { SQUARE } from './line-fixtures.ts'
import { Widget } from './shop-fixtures.ts'
import { useTwoDevices } from './two-devices-fixtures.ts'

const devices = useTwoDevices()

const PANEL = '.panel-body tote-friends >>>'
const OFFER = '.offer tote-friends >>>'

/** Until the basket with friends, or what asks about one, says so; without what parts a name from its text. */
async function says({ page }: Widget, where: '.panel-body' | '.offer', words: string, isSaid = true) {
  await page.waitForFunction(
    ([place, text, wanted]: [string, string, boolean]) => {
      const root = document.querySelector('tote-player')?.shadowRoot
      const section = root?.querySelector(`${place} tote-friends`)?.shadowRoot?.querySelector('section')
      if (section == null) return false
      const said = (section.textContent ?? '').replace(/[\u2068\u2069]/g, '').replace(/\s+/g, ' ')
      return said.includes(text) === wanted
    },
    { timeout: 60_000, polling: 50 },
    [where, words, isSaid] as [string, string, boolean],
  )
}

async function enterName({ page }: Widget, where: string, name: string): Promise<void> {
  await page.locator(`tote-player >>> ${where} [part="name"]`).fill(name)
}

/** The invitation that a press copies: the page's clipboard writes down what it is given. */
async function invite(owner: Widget): Promise<string> {
  await owner.page.evaluate(() => {
    const writeText = (text: string) => {
      Object.assign(window, { copied: text })
      return Promise.resolve()
    }
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText } })
  })
  await owner.click(`${PANEL} [part="invite"]`)
  const copied = await owner.page.waitForFunction(() => Reflect.get(window, 'copied') as unknown)
  return String(await copied.jsonValue())
}

test('friends at two sites fill one basket by a link, vote, and each thing is bought once, into one’s own', async () => {
  const owner = await (await Widget.open(devices.shop.device, devices.shop.brand.origin)).play()
  await owner.openPanel('cart')
  await owner.click(`${PANEL} [part="open"]`)
  await enterName(owner, PANEL, 'Ada')
  await owner.click(`${PANEL} [part="start"]`)
  await says(owner, '.panel-body', 'Ada (you) owner')
  await owner.page.locator(`tote-player >>> ${PANEL} select`).fill(SQUARE)
  await owner.click(`${PANEL} [part="add"]`)
  await says(owner, '.panel-body', 'from you')
  const link = new URL(await invite(owner))
  // The secret stands where no server is sent it.
  expect([link.origin, link.search]).toEqual([devices.shop.brand.origin, ''])
  expect(link.hash).toMatch(/^#tote-friends=tf_[\w-]{22}$/)

  // Opened at the other site it asks, and the address is clean at once.
  const guest = await Widget.open(devices.phone, `${devices.shop.market.origin}/${link.hash}`)
  await says(guest, '.offer', 'Ada invites you to a basket with friends. Join it?')
  expect(await guest.page.evaluate(() => location.href)).toBe(`${devices.shop.market.origin}/`)
  await says(owner, '.panel-body', 'Quentin', false)
  await enterName(guest, OFFER, 'Quentin')
  await guest.click(`${OFFER} [part="join"]`)
  await says(guest, '.offer', 'You are in.')
  await guest.click(`${OFFER} [part="dismiss"]`)
  await says(owner, '.panel-body', 'Quentin')

  // What lies in a guest's own basket is nobody's to see.
  await guest.add('stoneware-mug-ink')
  await guest.holds(1)
  await guest.openPanel('cart')
  await says(guest, '.panel-body', 'from Ada')
  await guest.click(`${PANEL} [part="vote"]`)
  await says(owner, '.panel-body', '♥ 1')
  await guest.click(`${PANEL} [part="buy-all"]`)
  await says(guest, '.panel-body', '1 line is in your basket now.')
  await says(owner, '.panel-body', 'Quentin is buying this')
  await guest.holds(2)
  expect((await guest.cart()).lines).toContainEqual([SQUARE, 1])
  expect((await owner.cart()).lines).toEqual([])
  // There is one of it, and it is Quentin's: the button that would buy it again is off.
  const isOff = () =>
    owner.page
      .locator(`tote-player >>> ${PANEL} [part="buy-all"]`)
      .map((button) => button instanceof HTMLButtonElement && button.disabled)
      .wait()
  expect(await isOff()).toBe(true)

  const told = await owner.page.evaluate(() =>
    JSON.stringify(document.querySelector<TotePlayer>('tote-player')?.tote?.friends.$told.get()),
  )
  expect(told).not.toContain('stoneware-mug-ink')

  await devices.shop.order(await guest.checkout(), 'friends-1')
  await says(owner, '.panel-body', 'Quentin bought this')
  await owner.page.reload()
  // It goes on by itself where it was playing.
  await owner.playing()
  await owner.openPanel('cart')
  await says(owner, '.panel-body', 'Quentin bought this')

  // Sent away, a guest sees so, and keeps what is theirs.
  await owner.click(`${PANEL} [part="remove"]`)
  await guest.page.waitForFunction(
    () => document.querySelector<TotePlayer>('tote-player')?.tote?.friends.$told.get() === null,
    { timeout: 60_000, polling: 50 },
  )
  await says(owner, '.panel-body', 'Quentin is buying', false)
  expect([...devices.shop.device.faults(), ...devices.phone.faults()]).toEqual([])
  await owner.page.close()
  await guest.page.close()
})

test('a basket with friends goes along to another site, and with its owner it is over', async () => {
  const owner = await (await Widget.open(devices.shop.device, devices.shop.brand.origin)).play()
  await owner.openPanel('cart')
  // The one there was, or a new one: the journey is the same.
  await says(owner, '.panel-body', 'Ada (you) owner')
  await owner.page.click('#away')
  await owner.page.waitForFunction(
    (origin: string) => location.origin === origin,
    {},
    devices.shop.market.origin,
  )
  const there = await new Widget(owner.page).online()
  await there.click('tote-offer >>> [part~="accept"]')
  await there.playing()
  await there.openPanel('cart')
  await says(there, '.panel-body', 'Ada (you) owner')
  await there.click(`${PANEL} [part="leave"]`)
  await says(there, '.panel-body', 'Then it is gone.')
  await there.click(`${PANEL} [part="leave"]`)
  await there.page.waitForFunction(
    () => document.querySelector<TotePlayer>('tote-player')?.tote?.friends.$told.get() == null,
    { timeout: 60_000, polling: 50 },
  )
  expect(devices.shop.device.faults()).toEqual([])
  await there.page.close()
})
