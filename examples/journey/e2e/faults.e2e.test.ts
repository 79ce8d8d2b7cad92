import type { TotePlayer } from '@tote/player'
import { openBrowser } from '@tote/testkit/e2e'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { mountHtml, openShop, pageHtml, Widget, type Shop } from './shop-fixtures.ts'

declare global {
  interface Window {
    /** Codes of the faults told in this page, kept by the tests. */
    toteCodes?: string[]
    toteWords?: string[]
  }
}

let shop: Shop
beforeAll(async () => {
  shop = await openShop((hub) => ({
    ...Object.fromEntries(
      Object.entries(wrongs).map(([name, { mount }]) => [pathOf(name), pageHtml(mount(hub))]),
    ),
    ...Object.fromEntries(
      ['nowhere', 'failing', 'closed'].map((show) => [`/show/${show}`, pageHtml(mountHtml(hub, { show }))]),
    ),
    '/twice': pageHtml(mountHtml(hub) + mountHtml(hub).replace(/<tote-player.*<\/tote-player>/, '')),
  }))
})
afterAll(() => shop.close())
afterEach(() => shop.wire.mend())

const mug = 'stoneware-mug-ink'

describe('the hub', () => {
  test('[D7] killed in mid-add and started again on its file: every add arrives, once', async () => {
    const brand = await (await Widget.open(shop.device, shop.brand.origin)).online()
    const adds = Array.from({ length: 15 }, () => brand.add(mug))
    await shop.hub.kill()
    adds.push(...Array.from({ length: 15 }, () => brand.add(mug)))
    await Promise.all(adds)
    await shop.hub.restart()
    await brand.holds(30)
    await brand.page.reload()
    await (await new Widget(brand.page).online()).holds(30)
    expect((await brand.cart()).lines).toEqual([[mug, 30]])
    await brand.page.close()
  })

  test('[D7] [U56] out of reach: an add is shown, survives a reload, and arrives once when the network is back', async () => {
    const brand = await (await Widget.open(shop.device, shop.brand.origin)).online()
    await brand.holds(30)
    shop.wire.cut()
    await brand.add(mug, 2)
    await brand.page.waitForFunction(
      () => document.querySelector<TotePlayer>('tote-player')?.tote?.cart.$cart.get().totalQuantity === 32,
    )
    expect((await brand.cart()).pending).toBe(1)
    shop.wire.mend()
    await brand.page.reload()
    await (await new Widget(brand.page).online()).holds(32)
    expect((await brand.cart()).lines).toEqual([[mug, 32]])
    await brand.page.close()
  })

  test('down at the start: the poster stays, words and a code tell it, and it plays once the hub is there', async () => {
    shop.device.clearFaults()
    const brand = await Widget.open(shop.device, 'about:blank')
    const codes = await collectCodes(brand)
    // The script itself comes from the hub: the player is here already when the network goes.
    await brand.page.goto(shop.brand.origin)
    await brand.page.waitForFunction(() => customElements.get('tote-player') !== undefined)
    shop.wire.cut()
    await brand.page.evaluate(() => {
      const old = document.querySelector('tote-player')
      const fresh = old?.cloneNode() as TotePlayer
      fresh.setAttribute('show', 'nowhere')
      old?.replaceWith(fresh)
    })
    await shown(brand, 'hub_unreachable')
    expect(await codes()).toContain('hub_unreachable')
    await brand.page.evaluate(() => document.querySelector('tote-player')?.setAttribute('show', 'autumn'))
    shop.wire.mend()
    await brand.play()
    await brand.page.close()
  })
})

const wrongs: Record<string, { mount(hub: string): string; code: string; words: RegExp }> = {
  'an unknown show': {
    mount: (hub) => mountHtml(hub, { show: 'spring-1999' }),
    code: 'unknown_show',
    words: /spring-1999.*show attribute/,
  },
  'a key nobody has': {
    mount: (hub) => mountHtml(hub, { key: 'pk_nobodynobody' }),
    code: 'unknown_key',
    words: /data-key/,
  },
  'a key of another form': {
    mount: (hub) => mountHtml(hub, { key: 'secret' }),
    code: 'bad_attribute',
    words: /key is "secret".*pk_/,
  },
}
const pathOf = (name: string) => `/${name.replaceAll(' ', '-')}`

describe('a page that is set up wrongly', () => {
  test.each(Object.entries(wrongs))(
    'with %s is told the field and the fix, and the shopper sees words',
    async (name, { code, words }) => {
      shop.device.clearFaults()
      const page = await Widget.open(shop.device, 'about:blank')
      const codes = await collectCodes(page)
      await page.page.goto(shop.lab.origin + pathOf(name))
      await shown(page, code)
      expect(await codes()).toEqual([code])
      expect(told()).toMatch(words)
      await page.page.close()
    },
  )

  test('a site that is on no list is told so, with what to add where', async () => {
    shop.device.clearFaults()
    const stranger = await shop.site('stranger.localhost', pageHtml(mountHtml(shop.hubOrigin)))
    const page = await Widget.open(shop.device, stranger.origin)
    await shown(page, 'origin')
    expect(
      shop.device
        .faults()
        .map(({ text }) => text)
        .join('\n'),
    ).toMatch(new RegExp(`${stranger.origin} is not a channel.*"channels"`))
    await page.page.close()
  })

  test.each([
    ['is not there', 'nowhere', 'media_not_found', /no stream at .*nothing\/live.*status 404/],
    ['fails', 'failing', 'media_failed', /cannot be loaded \(status 500\)/],
    ['may not be read from here', 'closed', 'media_blocked', /Access-Control-Allow-Origin/],
  ])(
    'with a stream that %s is told its address, and the shopper can try again',
    async (_name, show, code, words) => {
      shop.device.clearFaults()
      const page = await Widget.open(shop.device, `${shop.lab.origin}/show/${show}`)
      await page.online()
      const codes = await collectNow(page)
      await page.click('[part~="start"]')
      await shown(page, code)
      expect(await codes()).toEqual([code])
      expect(await page.page.evaluate(() => window.toteWords?.join())).toMatch(words)
      expect(await page.page.$('tote-player >>> [part~="fault"] >>> button')).not.toBeNull()
      await page.page.close()
    },
  )

  test('[U22] with the script twice there is one player, and not a word', async () => {
    shop.device.clearFaults()
    const page = await Widget.open(shop.device, `${shop.lab.origin}/twice`)
    await page.online()
    expect(shop.device.faults()).toEqual([])
    await page.page.close()
  })

  test('with storage blocked the shop works, and says that it ends with the page', async () => {
    const page = await Widget.open(shop.device, 'about:blank')
    await page.page.evaluateOnNewDocument(() => {
      Object.defineProperty(window, 'indexedDB', {
        get() {
          throw new DOMException('blocked', 'SecurityError')
        },
      })
    })
    await page.page.goto(shop.market.origin)
    await page.online()
    await page.add(mug, 3)
    await page.holds(3)
    expect(
      await page.page.evaluate(() =>
        document
          .querySelector<TotePlayer>('tote-player')
          ?.tote?.notices.$notices.get()
          .map(({ kind }) => kind),
      ),
    ).toContain('notKept')
    await page.page.close()
  })
})

describe('a ticket', () => {
  test("in an attacker's link is an offer: without the shopper's click nothing is joined, and refused it is gone", async () => {
    const attacker = await (await Widget.open(shop.device, shop.brand.origin)).online()
    const ticket = await attacker.page.evaluate(
      (origin: string) => document.querySelector<TotePlayer>('tote-player')?.tote?.journey.mintTicket(origin),
      shop.market.origin,
    )
    const victimDevice = await openBrowser({ thirdPartyCookies: 'blocked' })
    const victim = await Widget.open(victimDevice, `${shop.market.origin}/#tote=${ticket}`)
    await victim.online()
    await victim.page.waitForFunction(
      () => document.querySelector<TotePlayer>('tote-player')?.tote?.journey.$offer.get() != null,
    )
    expect((await victim.cart()).lines).toEqual([])
    await victim.click('tote-offer >>> [part~="decline"]')
    await victim.add(mug)
    await victim.holds(1)
    expect((await victim.cart()).lines).toEqual([[mug, 1]])
    // The attacker's cart has heard nothing of the victim's.
    expect((await attacker.cart()).lines.find(([id]) => id === mug)?.[1]).not.toBe(1)
    // Played again it is dead.
    const again = await Widget.open(victimDevice, `${shop.market.origin}/#tote=${ticket}`)
    const codes = await collectCodes(again)
    await again.page.reload()
    await again.page.goto(`${shop.market.origin}/?again#tote=${ticket}`)
    await again.online()
    await again.page.waitForFunction(() => window.toteCodes?.includes('ticket_dead') === true)
    expect(await codes()).toEqual(['ticket_dead'])
    await victimDevice.close()
    await attacker.page.close()
  })
})

/** Keeps the codes of all `tote-error` events from the first moment of each page. */
async function collectCodes(widget: Widget): Promise<() => Promise<string[]>> {
  await widget.page.evaluateOnNewDocument(() => {
    const codes: string[] = []
    Reflect.set(window, 'toteCodes', codes)
    document.addEventListener('tote-error', (event) => codes.push(event.error.code))
  })
  return () => widget.page.evaluate(() => [...new Set(window.toteCodes)])
}

/** As `collectCodes`, on a page that is open already. */
async function collectNow(widget: Widget): Promise<() => Promise<string[]>> {
  await widget.page.evaluate(() => {
    const codes: string[] = []
    const words: string[] = []
    Object.assign(window, { toteCodes: codes, toteWords: words })
    document.addEventListener('tote-error', ({ error }) => {
      codes.push(error.code)
      words.push(error.message)
    })
  })
  return () => widget.page.evaluate(() => [...new Set(window.toteCodes)])
}

/** What stood in the console. */
function told(): string {
  return shop.device
    .faults()
    .map(({ text }) => text)
    .join('\n')
}

/** Waits for the words a shopper sees when the show cannot be shown. */
async function shown(widget: Widget, code: string): Promise<void> {
  await widget.page.waitForFunction(
    (wanted: string) =>
      document
        .querySelector('tote-player')
        ?.shadowRoot?.querySelector(`[part~="fault"][data-code="${wanted}"]`)
        ?.textContent?.trim() !== undefined,
    {},
    code,
  )
}
