import { writeFile } from 'node:fs/promises'
import { boundedPort } from './bounded-port.ts'
import { framePort } from './frame-port.ts'
import { findDeep, type Point } from './find-deep.ts'
import type { PageKey, PageMessage, PagePort } from './page-port.ts'
import { within } from './within.ts'

/** How long a page may take to become what a test waits for, on a machine that has others to serve. */
const PATIENCE_MS = 50_000
/** Often enough that a test loses no time by it, and seldom enough to leave the page its own. */
const LOOK_EVERY_MS = 50
/** A look whose answer got lost, as between two pages, is taken anew. */
const LOOK_WITHIN_MS = 5_000

/**
 * A tab of any of the three engines, so that one test runs in all. Selectors may look into open shadow roots:
 * `tote-player >>> [part~="play"]`. Each step waits until it can be done and says, when it cannot, what was missing.
 */
export class EnginePage {
  readonly #port: PagePort

  constructor(port: PagePort) {
    this.#port = boundedPort(port)
  }

  /** Opens an address and waits until it has loaded. */
  open(url: string): Promise<void> {
    return this.#port.open(url)
  }

  reload(): Promise<void> {
    return this.#port.reload()
  }

  /** A step back in the history. Wait for what the page then shows: one from the back/forward cache does not load. */
  back(): Promise<void> {
    return this.#port.back()
  }

  url(): Promise<string> {
    return this.#port.url()
  }

  /** Runs a function in the page. It may use nothing from outside but its arguments; both ways go as JSON. */
  async run<Args extends readonly unknown[], Result>(
    inPage: (...args: Args) => Result | Promise<Result>,
    ...args: Args
  ): Promise<Result> {
    // What the function returns is what the driver hands back, as far as JSON carries it.
    return (await this.#port.run(inPage.toString(), args)) as Result
  }

  /** Runs a function in the page until it returns something true, and returns that. */
  async waitFor<Args extends readonly unknown[], Result>(
    inPage: (...args: Args) => Result | Promise<Result>,
    ...args: Args
  ): Promise<NonNullable<Result>> {
    return this.#until(() => this.run(inPage, ...args), `this never came true: ${inPage.toString()}`)
  }

  /** Waits until the address fits. */
  async waitForUrl(isIt: (url: string) => boolean): Promise<void> {
    let last = ''
    await this.#until(
      async () => isIt((last = await this.url())),
      () => `the page is still at ${last}`,
    )
  }

  /** Moves a real pointer over the element. */
  async hover(selector: string): Promise<void> {
    const { x, y } = await this.#find(selector)
    await this.#port.moveTo(x, y)
  }

  /** Clicks with a real pointer, once the element is drawn, enabled, not covered and at rest. */
  async click(selector: string): Promise<void> {
    const { x, y } = await this.#find(selector)
    await this.#port.clickAt(x, y)
  }

  /** Clicks into the element and types. */
  async type(selector: string, text: string): Promise<void> {
    await this.click(selector)
    await this.#port.typeText(text)
  }

  /** Presses a key where the focus is. */
  press(key: PageKey, { withShift = false }: { readonly withShift?: boolean } = {}): Promise<void> {
    return this.#port.press(key, withShift)
  }

  /** The element's text, once it is there. */
  async text(selector: string): Promise<string> {
    const { text } = await this.#until(() => this.run(findDeep, selector, false), `there is no ${selector}`)
    return text
  }

  /** Whether there is such an element now. */
  async has(selector: string): Promise<boolean> {
    return (await this.run(findDeep, selector, false)) !== null
  }

  /** A PNG of the window; also written to `path`, if given. */
  async screenshot(path?: string): Promise<Uint8Array> {
    const picture = await this.#port.screenshot()
    if (path !== undefined) await writeFile(path, picture)
    return picture
  }

  /**
   * The frame in this page whose own page is of that origin, once it is there: to be asked and clicked in as a page is,
   * also where it is of another site. What it says in its console is the page's.
   */
  async frame(origin: string): Promise<EnginePage> {
    const place = await this.#until(async () => {
      const found = await this.#port.frame(origin)
      const at = found === null ? null : await found.run('() => location.origin', [])
      return at === origin ? found : null
    }, `there is no frame of ${origin}`)
    return new EnginePage(framePort(this.#port, place))
  }

  /** The window that the page opens when this is done. */
  async popup(open: () => Promise<void>): Promise<EnginePage> {
    return new EnginePage(await this.#port.popup(open))
  }

  setViewport(width: number, height: number): Promise<void> {
    return this.#port.setViewport(width, height)
  }

  /**
   * Says yes to what the browser itself asks in this window: WebKit, whose question cannot be answered before. Nothing tells
   * when it is asked: to be said until it has an effect.
   */
  sayYes(): Promise<void> {
    return this.#port.sayYes()
  }

  /** All that the page wrote to its console, and what went wrong in it. */
  messages(): readonly PageMessage[] {
    return this.#port.messages()
  }

  /** What a page should not do: warnings and errors in its console, uncaught errors, requests that fail. */
  faults(): readonly PageMessage[] {
    return this.messages().filter(({ kind }) => kind !== 'log')
  }

  /** Addresses that it asked for so far, in order. */
  requests(): readonly string[] {
    return this.#port.requests()
  }

  /** Forgets messages and requests up to here. */
  forget(): void {
    this.#port.forget()
  }

  close(): Promise<void> {
    return this.#port.close()
  }

  #find(selector: string): Promise<Point> {
    let last: Point | null = null
    return this.#until(async () => {
      const point = (await this.run(findDeep, selector, true))?.point ?? null
      // What still slides in is gone from where it was by the time a click gets there.
      const isAtRest = point !== null && point.x === last?.x && point.y === last.y
      last = point
      return isAtRest ? point : null
    }, `there is no ${selector} that is drawn, enabled, on top and at rest`)
  }

  async #until<Result>(
    look: () => Promise<Result>,
    failure: string | (() => string),
  ): Promise<NonNullable<Result>> {
    const endsAtMs = performance.now() + PATIENCE_MS
    let reason: unknown
    do {
      try {
        const found = await within(LOOK_WITHIN_MS, 'look', look())
        if (found) return found
        reason = undefined
      } catch (error) {
        // A page that is being left cannot be asked; the next one can.
        reason = error
      }
      await new Promise((done) => setTimeout(done, LOOK_EVERY_MS))
    } while (performance.now() < endsAtMs)
    throw new Error(typeof failure === 'string' ? failure : failure(), { cause: reason })
  }
}
