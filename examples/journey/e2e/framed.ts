import type { TotePlayer } from '@tote/player'
import type { Frame, Page } from 'puppeteer-core'

const POLLING = { polling: 50 } as const

/** The isolated player of a page: the page's side of it, and what is in the frame, which only a test can look into. */
export class Framed {
  readonly page: Page
  readonly frame: Frame

  constructor(page: Page, frame: Frame) {
    this.page = page
    this.frame = frame
  }

  /** Once the frame is the hub's and its player is connected. */
  static async on(page: Page, hub: string): Promise<Framed> {
    const frame = await page.waitForFrame((one) => one.url().startsWith(`${hub}/frame`))
    await frame.waitForFunction(
      () =>
        document.querySelector<TotePlayer>('tote-player')?.tote?.connection.$connection.get().status ===
        'online',
      POLLING,
    )
    return new Framed(page, frame)
  }

  async add(variantId: string, quantity = 1): Promise<void> {
    await this.frame.evaluate(
      ({ id, count }) =>
        void document
          .querySelector<TotePlayer>('tote-player')
          ?.tote?.cart.addLine({ variantId: id, quantity: count }),
      { id: variantId, count: quantity },
    )
    await this.frame.waitForFunction(
      () => document.querySelector<TotePlayer>('tote-player')?.tote?.cart.$cart.get().pendingCount === 0,
      POLLING,
    )
  }

  units(): Promise<number> {
    return this.frame.evaluate(
      () =>
        document.querySelector<TotePlayer>('tote-player')?.tote?.cart.$cart.get().totalQuantity ?? Number.NaN,
    )
  }

  async holds(units: number): Promise<void> {
    await this.frame.waitForFunction(
      (wanted: number) =>
        document.querySelector<TotePlayer>('tote-player')?.tote?.cart.$cart.get().totalQuantity === wanted,
      POLLING,
      units,
    )
  }
}
