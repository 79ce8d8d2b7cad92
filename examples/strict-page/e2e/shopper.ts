import type { TotePlayer } from '@tote/player'
import type { Frame, Page } from 'puppeteer-core'

/** A shopper with a pointer, in a page, or a frame, with one player. */
export class Shopper {
  readonly #page: Page | Frame

  constructor(page: Page | Frame) {
    this.#page = page
  }

  /** Until the player is there and connected. */
  async online(): Promise<this> {
    await this.#page.waitForFunction(
      () =>
        document.querySelector<TotePlayer>('tote-player')?.tote?.connection.$connection.get().status ===
        'online',
    )
    return this
  }

  /** Presses start and waits until the picture moves. */
  async play(): Promise<void> {
    await this.#click('[part~="start"]')
    await this.#page.waitForFunction(() => {
      const player = document.querySelector<TotePlayer>('tote-player')
      return player?.playback.state.status === 'playing' && player.currentTime > 0
    })
  }

  /** Picks a product out of the list, adds it, and asks for the check-out. */
  async buy(productId: string): Promise<void> {
    await this.#click('[part~="open-products"]')
    await this.#click(`tote-products >>> [data-product="${productId}"]`)
    await this.#click('tote-products >>> tote-product >>> [part~="add-button"]')
    await this.#page.waitForFunction(() => {
      const cart = document.querySelector<TotePlayer>('tote-player')?.tote?.cart.$cart.get()
      return cart?.totalQuantity === 1 && cart.pendingCount === 0
    })
    await this.#page.evaluate(() => document.querySelector<TotePlayer>('tote-player')?.openPanel('cart'))
    await this.#click('tote-cart >>> [part~="checkout"]')
  }

  #click(selector: string): Promise<void> {
    return this.#page.locator(`tote-player >>> ${selector}`).click()
  }
}
