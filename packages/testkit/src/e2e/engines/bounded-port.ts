import type { PagePort } from './page-port.ts'
import { within } from './within.ts'

/** Longer than any step takes on a busy machine, and short enough that the test still says which one it was. */
const STEP_WITHIN_MS = 30_000

/** A port whose every step ends: done, or with an error that names it. */
export function boundedPort(port: PagePort): PagePort {
  const bounded = <Result>(what: string, step: Promise<Result>) => within(STEP_WITHIN_MS, what, step)
  return {
    open: (url) => bounded(`open ${url}`, port.open(url)),
    reload: () => bounded('reload', port.reload()),
    back: () => bounded('back', port.back()),
    url: () => bounded('url', port.url()),
    run: (source, args) => bounded(`run ${source}`, port.run(source, args)),
    moveTo: (x, y) => bounded('move the pointer', port.moveTo(x, y)),
    clickAt: (x, y) => bounded('click', port.clickAt(x, y)),
    typeText: (text) => bounded('type', port.typeText(text)),
    press: (key, withShift) => bounded(`press ${key}`, port.press(key, withShift)),
    screenshot: () => bounded('screenshot', port.screenshot()),
    setViewport: (width, height) => bounded('set the viewport', port.setViewport(width, height)),
    sayYes: () => bounded('say yes', port.sayYes()),
    frame: (origin) => bounded(`find the frame of ${origin}`, port.frame(origin)),
    async popup(open) {
      let hasAsked = () => {}
      const asked = new Promise<void>((done) => (hasAsked = done))
      const popup = port.popup(async () => {
        await open()
        hasAsked()
      })
      // What opens it has bounds of its own, and says what was missing.
      await Promise.race([asked, popup])
      return bounded('popup', popup)
    },
    messages: () => port.messages(),
    requests: () => port.requests(),
    forget: () => port.forget(),
    close: () => bounded('close', port.close()),
  }
}
