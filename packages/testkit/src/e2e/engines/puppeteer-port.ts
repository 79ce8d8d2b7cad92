import { setTimeout as pause } from 'node:timers/promises'
import { type KeyInput, type Page, ProtocolError } from 'puppeteer-core'
import { FRAME_CORNER } from './find-frame.ts'
import type { PageMessage, PagePort } from './page-port.ts'

/** A tab of Chromium or Firefox. */
export function puppeteerPort(page: Page): PagePort {
  const messages: PageMessage[] = []
  const requests: string[] = []
  page.on('console', (message) => {
    const type = message.type()
    const kind = type === 'error' ? 'error' : type === 'warn' ? 'warn' : 'log'
    messages.push({ kind, text: message.text() })
  })
  page.on('pageerror', (error) => {
    messages.push({ kind: 'uncaught', text: error instanceof Error ? error.message : String(error) })
  })
  page.on('request', (request) => requests.push(request.url()))
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? 'no reason told'
    // A page that is left, or a player that changes its mind, gives up what it asked for: no fault.
    if (reason === 'net::ERR_ABORTED' || reason === 'NS_BINDING_ABORTED') return
    messages.push({ kind: 'request', text: `${request.method()} ${request.url()}: ${reason}` })
  })

  return {
    async open(url) {
      await page.goto(url)
    },
    async reload() {
      await page.reload()
    },
    async back() {
      // Not `goBack`, which waits for a load that a page from the cache never has.
      await page.evaluate('history.back()')
    },
    url: () => page.evaluate('location.href') as Promise<string>,
    run: (source, args) => page.evaluate(`(${source})(...${JSON.stringify(args)})`),
    moveTo: (x, y) => page.mouse.move(x, y),
    async clickAt(x, y) {
      // A tab behind another is not drawn, and a click in it would wait for that.
      await page.bringToFront()
      await page.mouse.click(x, y)
    },
    typeText: (text) => page.keyboard.type(text),
    async press(key: KeyInput, withShift) {
      if (withShift) await page.keyboard.down('Shift')
      await page.keyboard.press(key)
      if (withShift) await page.keyboard.up('Shift')
    },
    screenshot: () => page.screenshot(),
    setViewport: (width, height) => setViewport(page, width, height),
    // What would be said is known before: `storageAccess`.
    sayYes: () => Promise.resolve(),
    frame: (origin) => {
      const here = () =>
        page.frames().find((one) => one !== page.mainFrame() && one.url().startsWith(`${origin}/`))
      if (here() === undefined) return Promise.resolve(null)
      return Promise.resolve({
        // Found anew each time: led elsewhere it is another.
        async run(source, args) {
          const frame = here()
          if (frame === undefined) throw new Error(`the frame of ${origin} is gone`)
          return frame.evaluate(`(${source})(...${JSON.stringify(args)})`)
        },
        corner: async () =>
          (await page.evaluate(`(${FRAME_CORNER})(${JSON.stringify(origin)})`)) as { x: number; y: number },
      })
    },
    async popup(open) {
      const browser = page.browser()
      const before = await browser.pages()
      await open()
      for (;;) {
        const opened = (await browser.pages()).find((one) => !before.includes(one))
        if (opened !== undefined) return puppeteerPort(opened)
        // The list is of what was heard: without a pause nothing more would be.
        await pause(20)
      }
    },
    messages: () => [...messages],
    requests: () => [...requests],
    forget() {
      messages.length = 0
      requests.length = 0
    },
    close: () => page.close(),
  }
}

async function setViewport(page: Page, width: number, height: number) {
  try {
    await page.setViewport({ width, height })
  } catch (error) {
    // Puppeteer turns the screen along with the size, which Firefox before 144 does not know;
    // the size itself is on its way.
    if (!(error instanceof ProtocolError)) throw error
    if (!error.message.includes('unknown command emulation.setScreenOrientationOverride')) throw error
  }
  while (!(await page.evaluate(`innerWidth === ${width} && innerHeight === ${height}`))) await pause(20)
}
