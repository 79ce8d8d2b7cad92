import type { TotePlayer } from '@tote/player'
import type { Page } from 'puppeteer-core'
import { vi } from 'vitest'
import type { Widget } from './shop-fixtures.ts'

/** Presses until it counts: a window of the hub takes no click in its first half second. Also before a file's tests. */
export async function press(
  page: Page,
  name: string,
  isDone: () => Promise<boolean> | boolean,
): Promise<void> {
  await vi.waitFor(
    async () => {
      if (await isDone()) return
      await page.evaluate((text: string) => {
        const buttons = (root: Document | ShadowRoot): HTMLButtonElement[] =>
          [...root.querySelectorAll('*')].flatMap((element) => [
            ...(element instanceof HTMLButtonElement ? [element] : []),
            ...(element.shadowRoot === null ? [] : buttons(element.shadowRoot)),
          ])
        buttons(document)
          .find(({ textContent }) => textContent.trim() === text)
          ?.click()
      }, name)
      if (!(await isDone())) throw new Error(`pressing "${name}" came to nothing`)
    },
    { timeout: 40_000, interval: 200 },
  )
}

/** What is written in a page and in the elements within it. */
export const said = (page: Page) =>
  page.evaluate(() => {
    const texts = (root: Document | ShadowRoot): string =>
      [...root.querySelectorAll('*')]
        .map((element) => (element.shadowRoot === null ? '' : `${texts(element.shadowRoot)} `))
        .join('') + (root instanceof ShadowRoot ? root.textContent : '')
    return texts(document).replaceAll(/\s+/g, ' ')
  })

/** A ticket to the hub, as a link of the widget would carry it. */
export const ticketFor = (widget: Widget, hub: string) =>
  widget.page.evaluate(
    async (origin: string) =>
      (await document.querySelector<TotePlayer>('tote-player')?.tote?.journey.carry())?.mintTicket(origin),
    hub,
  )
