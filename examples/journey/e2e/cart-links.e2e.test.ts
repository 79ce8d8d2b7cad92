import { expect, test } from 'vitest'
import { Widget } from './shop-fixtures.ts'
import { useTwoDevices } from './two-devices-fixtures.ts'

const devices = useTwoDevices()

const MEANS = 'tote-share:not([compact]) >>>'
const QUESTION = 'tote-share[compact] >>>'

/** The link that a press copies: the page's clipboard writes down what it is given. */
async function copyLink(widget: Widget): Promise<string> {
  await widget.page.evaluate(() => {
    const writeText = (text: string) => {
      Object.assign(window, { copied: text })
      return Promise.resolve()
    }
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText } })
  })
  await widget.click(`${MEANS} [part="open"]`)
  await widget.click(`${MEANS} [part="copy"]`)
  const copied = await widget.page.waitForFunction(() => Reflect.get(window, 'copied') as unknown)
  return String(await copied.jsonValue())
}

test('a basket’s contents go to another browser by a link copied at the brand: nothing before the yes there, the same after it', async () => {
  const { shop, phone } = devices
  // What shares comes once the picture plays.
  const brand = await (await Widget.open(shop.device, shop.brand.origin)).play()
  await brand.add('stoneware-mug-oat', 2)
  await brand.add('linen-shirt-m-clay')
  await brand.holds(3)
  await brand.openPanel('cart')
  const link = await copyLink(brand)
  expect(link).toMatch(new RegExp(`^${shop.brand.origin}/#tote-cart=`))
  // What goes is what lies there and how many, and nothing by which anybody could be the shopper.
  expect(link).not.toMatch(/t[gtphrkf]_/)

  const other = await (await Widget.open(phone, link)).online()
  await other.page.waitForSelector(`tote-player >>> ${QUESTION} [part="add"]`, { visible: true })
  expect((await other.cart()).lines).toEqual([])
  await other.click(`${QUESTION} [part="add"]`)
  await other.holds(3)
  expect((await other.cart()).lines).toEqual((await brand.cart()).lines)
  // Answered, it asks no second time.
  expect(other.page.url()).toBe(`${shop.brand.origin}/`)
  // A basket of its own: what is added there is not here.
  await other.add('stoneware-mug-oat')
  await other.holds(4)
  expect((await brand.cart()).lines).toEqual([
    ['linen-shirt-m-clay', 1],
    ['stoneware-mug-oat', 2],
  ])
  expect([...shop.device.faults(), ...phone.faults()]).toEqual([])
  for (const { page } of [brand, other]) await page.close()
})
