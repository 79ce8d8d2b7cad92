import type { FramePlace, PagePort } from './page-port.ts'

/** A frame as if it were a page: what is run is run in it, and what is pointed at is where it stands in the window. */
export function framePort(page: PagePort, { run, corner }: FramePlace): PagePort {
  return {
    ...page,
    url: async () => String(await run('() => location.href', [])),
    run,
    async moveTo(x, y) {
      const { x: left, y: top } = await corner()
      await page.moveTo(left + x, top + y)
    },
    async clickAt(x, y) {
      const { x: left, y: top } = await corner()
      await page.clickAt(left + x, top + y)
    },
  }
}
