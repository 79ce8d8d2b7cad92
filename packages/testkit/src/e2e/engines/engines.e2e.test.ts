import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findFreePort } from '../find-free-port.ts'
import { servePages, type PageServer } from '../serve-pages.ts'
import { ENGINES } from './engine.ts'
import { openEngine, type EngineBrowser } from './open-engine.ts'

const PAGE = `<!doctype html><title>Brand</title>
<x-shop></x-shop><input disabled id="off"><a href="http://market.localhost:PORT/">away</a>
<script>
  customElements.define('x-shop', class extends HTMLElement {
    connectedCallback() {
      const root = this.attachShadow({ mode: 'open' })
      const button = document.createElement('button'), field = document.createElement('input'), out = document.createElement('p')
      button.textContent = 'Add'
      button.onclick = ({ isTrusted }) => { out.textContent = 'added ' + isTrusted }
      button.onpointerenter = () => { out.textContent = 'near' }
      field.onkeydown = ({ key }) => { if (key === 'Enter') out.textContent = field.value }
      root.append(button, field, out)
    }
  })
  console.log('hello', 1)
  console.warn('take care')
  console.error('a bad thing')
  setTimeout(() => { throw new Error('nobody caught me') })
  fetch('http://127.0.0.1:CLOSED/gone').catch(() => {})
</script>`

let brand: PageServer
let market: PageServer
beforeAll(async () => {
  market = await servePages({
    host: 'market.localhost',
    pages: { '/': '<!doctype html><title>Market</title><script>console.error("over here")</script>' },
  })
  brand = await servePages({
    host: 'brand.localhost',
    pages: { '/': PAGE.replace('PORT', String(market.port)).replace('CLOSED', String(await findFreePort())) },
    headers: { 'content-security-policy': "script-src 'unsafe-inline'" },
  })
})
afterAll(async () => {
  await brand.close()
  await market.close()
})

describe.each(ENGINES)('in %s', (engine) => {
  let browser: EngineBrowser
  beforeAll(async () => {
    browser = await openEngine(engine)
  })
  afterAll(() => browser?.close())

  test('a page is a site of its own and a secure context, and its console and requests are heard', async () => {
    const page = await browser.openPage(brand.origin)
    expect(await page.run(() => [document.title, location.origin, isSecureContext])).toEqual([
      'Brand',
      brand.origin,
      true,
    ])
    await expect
      .poll(() => page.messages().map(({ kind, text }) => `${kind} ${text}`))
      .toEqual(
        expect.arrayContaining([
          'log hello 1',
          'warn take care',
          'error a bad thing',
          expect.stringMatching(/^uncaught .*nobody caught me/),
          expect.stringMatching(/^request .*\/gone/),
        ]),
      )
    expect(page.requests()).toContain(`${brand.origin}/`)
    page.forget()
    expect([page.messages(), page.requests()]).toEqual([[], []])
    await page.close()
  })

  test('a click, the pointer and keys are real and reach into shadow roots', async () => {
    const page = await browser.openPage(brand.origin)
    await page.hover('x-shop >>> button')
    expect(await page.text('x-shop >>> p')).toBe('near')
    await page.click('x-shop >>> button')
    expect(await page.text('x-shop >>> p')).toBe('added true')
    await page.type('x-shop >>> input', 'Ärmel 42')
    await page.press('Enter')
    expect(await page.text('x-shop >>> p')).toBe('Ärmel 42')
    await page.press('Tab', { withShift: true })
    await page.waitFor(
      () => document.querySelector('x-shop')?.shadowRoot?.activeElement?.localName === 'button',
    )
    expect([await page.has('#off'), await page.has('x-shop >>> em')]).toEqual([true, false])
    await page.close()
  })

  test('what a function throws in the page is thrown here, and what it resolves to comes back', async () => {
    const page = await browser.openPage(brand.origin)
    expect(await page.run((one, other) => Promise.resolve({ sum: one + other }), 1, 2)).toEqual({ sum: 3 })
    await expect(
      page.run(() => {
        throw new Error('not here')
      }),
    ).rejects.toThrow('not here')
    await page.close()
  })

  test('a link leads to another site, whose console is heard too, and a step back leads here again', async () => {
    const page = await browser.openPage(brand.origin)
    page.forget()
    await page.click('a')
    await page.waitForUrl((url) => url.startsWith(market.origin))
    await expect.poll(() => page.faults().map(({ text }) => text)).toContain('over here')
    await page.back()
    await page.waitForUrl((url) => url.startsWith(brand.origin))
    await page.waitFor(() => document.title === 'Brand')
    await page.close()
  })

  test('the window takes the size that is asked for and can be looked at', async () => {
    const page = await browser.openPage(brand.origin)
    await page.setViewport(768, 600)
    await page.waitFor(() => innerWidth === 768 && innerHeight === 600)
    const picture = Buffer.from(await page.screenshot())
    expect(picture.subarray(1, 4).toString('latin1')).toBe('PNG')
    await page.close()
  })

  test('it plays H.264 and AAC over Media Source Extensions', async () => {
    const page = await browser.openPage(brand.origin)
    const types = ['avc1.42c01e', 'avc1.64001f', 'mp4a.40.2'].map((codec) => `video/mp4; codecs="${codec}"`)
    expect(await page.run((all) => all.map((type) => MediaSource.isTypeSupported(type)), types)).toEqual([
      true,
      true,
      true,
    ])
    await page.close()
  })
})
