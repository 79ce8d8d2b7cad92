import type { TotePlayer } from '@tote/player'
import { grantedSchema, redeemedSchema, redeemSchema } from '@tote/protocol'
import type { Page } from 'puppeteer-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Framed } from './framed.ts'
import { mountHtml, openShop, pageHtml, Widget, type Shop } from './shop-fixtures.ts'
import { reachIn, thiefPages } from './thief-page.ts'

let shop: Shop
beforeAll(async () => {
  shop = await openShop(undefined, (hub) => thiefPages(mountHtml(hub, { isIsolated: true })))
})
afterAll(() => shop.close())

async function openPortal(path: string): Promise<{ page: Page; framed: Framed }> {
  const page = await shop.device.openPage()
  await page.setViewport({ width: 420, height: 860 })
  await page.goto(shop.portal.origin + path)
  return { page, framed: await Framed.on(page, shop.hubOrigin) }
}

const loot = (page: Page) => page.evaluate(() => Reflect.get(window, 'loot') as string[])

/** A ticket to the market, minted at the brand for a basket of two. */
async function ticketAt(brand: Widget, audience: string): Promise<string> {
  const ticket = await brand.page.evaluate(
    (to: string) => document.querySelector<TotePlayer>('tote-player')?.tote?.journey.mintTicket(to),
    audience,
  )
  if (ticket == null) throw new Error('no ticket was minted')
  return ticket
}

async function openBrand(): Promise<Widget> {
  const brand = await (await Widget.open(shop.device, shop.brand.origin)).online()
  if ((await brand.cart()).lines.length === 0) await brand.add('stoneware-mug-oat', 2)
  await brand.holds(2)
  return brand
}

/** What a page's script is answered by the hub: the code of the refusal, or `ok`. */
function ask(page: Page, path: string, body: unknown, headers: Record<string, string> = {}): Promise<string> {
  return page.evaluate(
    async ({ url, text, more }) => {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...more },
        body: text,
      })
      const answer: { error?: { code: string } } = await response.json()
      return response.ok ? 'ok' : (answer.error?.code ?? '')
    },
    { url: shop.hubOrigin + path, text: JSON.stringify(body), more: headers },
  )
}

/** The last body that a page of the device posts there, while `act` runs. */
async function bodyPosted(page: Page, path: string, act: () => Promise<unknown>): Promise<unknown> {
  const seen = page.waitForRequest(
    (request) => request.method() === 'POST' && new URL(request.url()).pathname === path,
  )
  await act()
  return JSON.parse((await seen).postData() ?? 'null')
}

describe('a portal’s own script', () => {
  test('[portal reads DOM, fetch, WebSocket and key] is told SecurityError by the browser, whatever it reaches for', async () => {
    const { page } = await openPortal('/thief')
    const { 'its document': document, ...others } = await page.evaluate(reachIn)
    expect(document).toBe('null')
    expect(new Set(Object.values(others))).toEqual(new Set(['SecurityError']))
    expect(Object.keys(others)).toHaveLength(7)
    await page.close()
  })

  test('[portal reads DOM, fetch, WebSocket and key] with everything of its page in its hands, it holds nothing of the basket', async () => {
    const { page, framed } = await openPortal('/thief')
    await framed.frame.locator('tote-player >>> [part~="start"]').click()
    await framed.add('stoneware-mug-oat', 2)
    await expect.poll(() => loot(page), { timeout: 40_000 }).toContain('port {"t":"count","quantity":2}')
    await expect.poll(() => loot(page), { timeout: 40_000 }).toContain('port {"t":"state","isPlaying":true}')
    const all = await loot(page)
    // No request, no socket, no key, no store: words over the port alone.
    expect(all.filter((line) => !/^(port|postMessage) \{|^postMessage \[/.test(line))).toEqual([])
    expect(all.join('\n')).not.toMatch(/t[gtphr]_|mug|29|5800/)
    expect(await page.evaluate(async () => (await indexedDB.databases()).length + localStorage.length)).toBe(
      0,
    )
    await page.close()
  })

  test('[postMessage from a stranger] another frame of the page, and the page after its first word, are not heard', async () => {
    const { page, framed } = await openPortal('/shouting')
    const evil = await shop.site(
      'evil.localhost',
      pageHtml(`<script>
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = ({ data }) => parent.postMessage(['evil heard', data], '*')
        const word = { t: 'tote:hello', v: 1, show: 'autumn', locale: 'en', look: { theme: null, tokens: {} }, size: 800 }
        const named = parent.frames
        for (let index = 0; index < named.length; index += 1) named[index].postMessage(word, '*')
        parent.postMessage('evil spoke', '*', [port2])
      </script>`),
    )
    await page.evaluate(
      ({ src, hub }) => {
        const other = document.createElement('iframe')
        other.src = src
        document.querySelector('#others')?.append(other)
        // The page itself, again: a port of its own would make it a second master.
        const { port1, port2 } = new MessageChannel()
        port1.addEventListener('message', ({ data }) => window.postMessage(['page heard', data], '*'))
        port1.start()
        const look = { theme: null, tokens: {} }
        const word = { t: 'tote:hello', v: 1, show: 'nowhere', locale: 'en', look, size: 800 }
        document
          .querySelector('tote-player')
          ?.shadowRoot?.querySelector('iframe')
          ?.contentWindow?.postMessage(word, hub, [port2])
        port1.postMessage({ t: 'play' })
      },
      { src: evil.origin, hub: shop.hubOrigin },
    )
    await expect
      .poll(() => page.evaluate(() => Reflect.get(window, 'answered') as unknown[]))
      .toContain('evil spoke')
    await framed.add('stoneware-mug-oat', 1)
    expect(await page.evaluate(() => Reflect.get(window, 'answered') as unknown[])).toEqual(['evil spoke'])
    expect(await framed.frame.evaluate(() => document.querySelector<TotePlayer>('tote-player')?.show)).toBe(
      'autumn',
    )
    await page.close()
  })

  test('[clickjacking frame] no page but a channel’s can have the frame in it', async () => {
    const evil = await shop.site(
      'evil.localhost',
      pageHtml(`<iframe src="${shop.hubOrigin}/frame?key=pk_ondineondine"></iframe>`),
    )
    const page = await shop.device.openPage(evil.origin)
    const inner = page.frames().find((frame) => frame !== page.mainFrame())
    const isThere = await inner
      ?.evaluate(() => document.querySelector('meta[name="tote-sites"]') !== null)
      .catch(() => false)
    expect(isThere).toBe(false)
    await page.close()
    shop.device.clearFaults()
  })

  test.each([
    [
      'lies over it',
      'body { &::after { content: ""; position: fixed; inset: 0; pointer-events: none; background: #fff } }',
    ],
    ['is see-through', 'tote-player { opacity: 0.02 }'],
    ['is cut to its button', 'tote-player { block-size: 90px; overflow: hidden; margin-block-start: -40px }'],
  ])(
    '[clickjacking frame] while it %s nothing of the basket is given away, and it is when it is seen again',
    async (_how, css) => {
      const { page, framed } = await openPortal('/')
      await framed.add('stoneware-mug-oat', 1)
      await framed.frame.evaluate(() => {
        document.querySelector<TotePlayer>('tote-player')?.openPanel('cart')
        // Before the frame's own listener, which opens the shop's page, and this one would be out of sight.
        document.addEventListener(
          'tote-checkout-request',
          (event) => {
            event.stopImmediatePropagation()
            document.body.setAttribute('data-asked', '')
          },
          { capture: true },
        )
      })
      await page.bringToFront()
      /** What a press comes to; nothing in the first half second that it is seen. */
      const press = () =>
        framed.frame.evaluate(async () => {
          const { body } = document
          const words = document.querySelector('body > p')
          body.removeAttribute('data-asked')
          words?.replaceChildren()
          const cart = document.querySelector('tote-player')?.shadowRoot?.querySelector('tote-cart')
          cart?.shadowRoot?.querySelector<HTMLElement>('[part~="checkout"]')?.click()
          for (const endsAt = performance.now() + 3000; performance.now() < endsAt;) {
            if (body.hasAttribute('data-asked')) return 'asked'
            if (words?.textContent !== '') return 'refused'
            await new Promise((done) => setTimeout(done, 50))
          }
          return 'nothing'
        })
      const SOON = { interval: 200, timeout: 40_000 }
      await expect.poll(press, SOON).toBe('asked')
      const style = await page.addStyleTag({ content: css })
      // At once: the page may do it when the pointer is on its way.
      expect(await press()).toBe('refused')
      await style.evaluate((element) => element.remove())
      await expect.poll(press, SOON).toBe('asked')
      await page.close()
    },
  )
})

describe('a ticket in the wrong hands', () => {
  test('[stolen ticket without key] [wrong origin] is refused to a stranger’s page and dead on another site of the brand', async () => {
    const brand = await openBrand()
    const ticket = await ticketAt(brand, shop.market.origin)
    const body = await bodyPosted(brand.page, '/v1/redeem', () =>
      brand.page.evaluate(
        (stolen: string) => document.querySelector<TotePlayer>('tote-player')?.tote?.journey.redeem(stolen),
        ticket,
      ),
    )
    // At the brand it is a ticket for elsewhere; the proof in the body was used, and is by a key that the thief has not.
    const evil = await shop.site('evil.localhost', pageHtml(''))
    const thief = await shop.device.openPage(evil.origin)
    expect(await ask(thief, '/v1/redeem', body)).toBe('origin')
    const market = await shop.device.openPage(shop.market.origin)
    // A script on the right site that saw all of it gets the question, and cannot say yes to it.
    const answered = market.waitForResponse(
      (response) => response.url().endsWith('/v1/redeem') && response.request().method() === 'POST',
    )
    expect(await ask(market, '/v1/redeem', body)).toBe('ok')
    const { offer } = redeemedSchema.parse(await (await answered).json())
    const { key, jwk, proof } = redeemSchema.parse(body)
    const yes = { key, jwk, proof, pending: offer?.pending, own: 'apart' }
    expect(await ask(market, '/v1/accept', yes)).toBe('bad_proof')
    expect(await ask(market, '/v1/redeem', body)).toBe('bad_proof')
    shop.device.clearFaults()
    for (const page of [thief, market, brand.page]) await page.close()
  })

  test('[fixation] [replay] an attacker’s link is a question that joins nothing, and the same link again is not even that', async () => {
    const attacker = await openBrand()
    const link = `${shop.market.origin}/#tote=${await ticketAt(attacker, shop.market.origin)}`
    const victim = await (await Widget.open(shop.device, link)).online()
    await victim.page.waitForSelector('tote-player >>> [part~="question"]', { visible: true })
    expect((await victim.cart()).lines).toEqual([])
    const again = await (await Widget.open(shop.device, link)).online()
    await again.page.waitForFunction(
      () => document.querySelector<TotePlayer>('tote-player')?.tote?.journey.$offer.get() === null,
    )
    expect((await again.cart()).lines).toEqual([])
    for (const { page } of [attacker, victim, again]) await page.close()
    shop.device.clearFaults()
  })

  test('[stolen grant without key] [proof replay] neither a grant nor a proof that was seen is worth anything again', async () => {
    const brand = await openBrand()
    // What a script that sees all of the page's traffic has in its hands.
    const answered = brand.page.waitForResponse(
      (response) => response.url().endsWith('/v1/resume') && response.request().method() === 'POST',
    )
    const body = await bodyPosted(brand.page, '/v1/resume', () => brand.page.reload())
    const { grant } = grantedSchema.parse(await (await answered).json())
    await brand.online()
    expect(await ask(brand.page, '/v1/resume', body)).toBe('bad_proof')
    const headers = {
      authorization: `Bearer ${grant}`,
      'tote-proof': String(Reflect.get(Object(body), 'proof')),
    }
    const sync = { v: 1, clientId: crypto.randomUUID() }
    expect(await ask(brand.page, '/v1/sync', sync, headers)).toBe('bad_proof')
    await brand.page.close()
    shop.device.clearFaults()
  })

  test('[open redirect] [mail scanner] a link to the hub that a scanner has been at still asks, and leads to no stranger', async () => {
    const brand = await openBrand()
    const ticket = await brand.page.evaluate(
      async (hub: string) =>
        (await document.querySelector<TotePlayer>('tote-player')?.tote?.journey.carry())?.mintTicket(hub),
      shop.hubOrigin,
    )
    const evil = await shop.site('evil.localhost', pageHtml('gone astray'))
    const link = `${shop.hubOrigin}/adopt?to=${encodeURIComponent(evil.origin)}`
    for (let visit = 0; visit < 3; visit += 1)
      expect((await fetch(link.replace('hub.localhost', '127.0.0.1'))).status).toBe(200)
    const adopt = await shop.device.openPage(`${link}#tote=${ticket}`)
    const yes = await adopt.waitForSelector('tote-window >>> button + button', { visible: true })
    await expect
      .poll(
        async () => {
          await yes?.evaluate((button) => button.click()).catch(() => undefined)
          return (await shop.device.browser.cookies()).some(({ name }) => name === 'tote-window')
        },
        { interval: 250 },
      )
      .toBe(true)
    expect(new URL(adopt.url()).origin).toBe(shop.hubOrigin)
    expect(evil.requests).toEqual([])
    await adopt.close()
    await brand.page.close()
  })
})
