import { Key, Origin, type WebDriver, type WebElement } from 'selenium-webdriver'
import { findFrame, FRAME_CORNER } from './find-frame.ts'
import type { PageKey, PagePort } from './page-port.ts'
import type { InspectorTab } from './inspector-tab.ts'

const KEYS: Readonly<Record<PageKey, string>> = {
  Enter: Key.ENTER,
  Escape: Key.ESCAPE,
  Tab: Key.TAB,
  Backspace: Key.BACK_SPACE,
  Delete: Key.DELETE,
  Home: Key.HOME,
  End: Key.END,
  ArrowUp: Key.ARROW_UP,
  ArrowDown: Key.ARROW_DOWN,
  ArrowLeft: Key.ARROW_LEFT,
  ArrowRight: Key.ARROW_RIGHT,
}

export interface WebKitWindow {
  readonly driver: WebDriver
  readonly handle: string
  readonly tab: InspectorTab
  /** Gives the window this outer size. */
  resize(width: number, height: number): Promise<void>
  /** Clicks at a place of the window, whose upper part is the browser's own. */
  clickIn(x: number, y: number): Promise<void>
  /** Takes the window that comes when this is done. */
  openWindow(open: () => Promise<unknown>): Promise<PagePort>
}

/** In MiniBrowser's bar, which asks below the address: the middle of _Yes_, in pixels. */
const YES_FROM_RIGHT = 49
const YES_FROM_TOP = 70

const HAS_SIZE = 'return innerWidth === arguments[0] && innerHeight === arguments[1]'

/**
 * A window of WebKit. The driver has one window at a time under its hand, so each step first takes its own. What can be
 * asked of the inspector is: an answer that the driver waits for while the page is exchanged for another may never come.
 */
export function webkitPort({ driver, handle, tab, resize, clickIn, openWindow }: WebKitWindow): PagePort {
  const here = async <Result>(step: () => PromiseLike<Result>): Promise<Result> => {
    if ((await driver.getWindowHandle().catch(() => null)) !== handle) await driver.switchTo().window(handle)
    const done = await step()
    return done
  }
  const pointer = (x: number, y: number) =>
    driver.actions().move({ x: Math.round(x), y: Math.round(y), origin: Origin.VIEWPORT, duration: 0 })

  const run = async (source: string, args: readonly unknown[]) => {
    return valueOf(await tab.evaluate(toExpression(source, args)))
  }

  return {
    open: (url) => here(() => driver.get(url)),
    reload: () => here(() => driver.navigate().refresh()),
    back: () => tab.start('setTimeout(() => history.back())'),
    url: async () => String(await run('() => location.href', [])),
    run,
    moveTo: (x, y) => here(() => pointer(x, y).perform()),
    clickAt: (x, y) => here(() => pointer(x, y).click().perform()),
    typeText: (text) => here(() => driver.actions().sendKeys(text).perform()),
    press: (key, withShift) =>
      here(() => {
        const actions = driver.actions()
        if (withShift) actions.keyDown(Key.SHIFT)
        actions.sendKeys(KEYS[key])
        if (withShift) actions.keyUp(Key.SHIFT)
        return actions.perform()
      }),
    screenshot: async () => Buffer.from(await here(() => driver.takeScreenshot()), 'base64'),
    async setViewport(width, height) {
      // Not by the driver, which waits for a window manager's word. What is around the page is added to it.
      const [aroundX, aroundY] = await here(() =>
        driver.executeScript<[number, number]>('return [outerWidth - innerWidth, outerHeight - innerHeight]'),
      )
      await resize(width + aroundX, height + aroundY)
      await here(() => driver.wait(() => driver.executeScript<boolean>(HAS_SIZE, width, height)))
    },
    async sayYes() {
      const width = await here(() => driver.executeScript<number>('return outerWidth'))
      await clickIn(width - YES_FROM_RIGHT, YES_FROM_TOP)
    },
    async frame(origin) {
      const corner = () => run(FRAME_CORNER, [origin])
      if ((await corner()) === null) return null
      return {
        // The inspector sees the page alone; a frame of another site is the driver's.
        run: (source, args) =>
          here(async () => {
            const frame = await driver.executeScript<WebElement | null>(
              `return (${findFrame.toString()})(arguments[0])`,
              origin,
            )
            if (frame === null) throw new Error(`the frame of ${origin} is gone`)
            await driver.switchTo().frame(frame)
            try {
              const text = await driver.executeAsyncScript<string>(
                `${toExpression(source, args)}.then(arguments[arguments.length - 1])`,
              )
              return valueOf(text)
            } finally {
              await driver.switchTo().defaultContent()
            }
          }),
        // Looked for above, by the same.
        corner: async () => (await corner()) as { x: number; y: number },
      }
    },
    popup: (open) => openWindow(open),
    messages: () => [...tab.messages],
    requests: () => [...tab.requests],
    forget() {
      tab.messages.length = 0
      tab.requests.length = 0
    },
    async close() {
      await here(() => driver.close())
    },
  }
}

type Done = { readonly value: unknown } | { readonly error: string }

/** @throws what was thrown there. */
function valueOf(text: string): unknown {
  // `toExpression` makes it so.
  const done = JSON.parse(text) as Done
  if ('error' in done) throw new Error(done.error)
  return done.value
}

/** A promise of the answer as JSON: what it came to, or what was thrown. */
function toExpression(source: string, args: readonly unknown[]): string {
  return `Promise.resolve().then(() => (${source})(...${JSON.stringify(args)})).then(
    (value) => JSON.stringify({ value: value ?? null }),
    (error) => JSON.stringify({ error: String(error) }))`
}
