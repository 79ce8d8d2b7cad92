import type { TotePlayer } from '@tote/player'
import type { EngineBrowser, EnginePage } from '@tote/testkit/engines'

/** A shopper in a page with a player, in whichever engine. */
export class EngineShopper {
  readonly page: EnginePage

  constructor(page: EnginePage) {
    this.page = page
  }

  static async open(browser: EngineBrowser, url: string): Promise<EngineShopper> {
    return new EngineShopper(await browser.openPage(url)).online()
  }

  /** Until the player is there and connected. */
  async online(): Promise<this> {
    await this.page.waitFor(
      () =>
        document.querySelector<TotePlayer>('tote-player')?.tote?.connection.$connection.get().status ===
        'online',
    )
    return this
  }

  /** Presses the start button, and waits for the picture. */
  async play(): Promise<this> {
    await this.page.click('tote-player >>> [part~="start"]')
    return this.playing()
  }

  /** Until the picture moves and says where it is. */
  async playing(): Promise<this> {
    await this.page.waitFor(() => {
      const player = document.querySelector<TotePlayer>('tote-player')
      return player?.playback.state.status === 'playing' && player.tote?.playback.$position.get() != null
    })
    return this
  }

  add(variantId: string, quantity: number): Promise<void> {
    return this.page.run(
      (id, count) =>
        void document
          .querySelector<TotePlayer>('tote-player')
          ?.tote?.cart.addLine({ variantId: id, quantity: count }),
      variantId,
      quantity,
    )
  }

  /** Waits until the cart holds these units in all and the hub has answered everything. */
  async holds(units: number): Promise<void> {
    await this.page.waitFor((wanted) => {
      const cart = document.querySelector<TotePlayer>('tote-player')?.tote?.cart.$cart.get()
      return cart?.totalQuantity === wanted && cart.pendingCount === 0
    }, units)
  }

  /** Variants and quantities, sorted. */
  lines(): Promise<[string, number][]> {
    return this.page.run(() => {
      const cart = document.querySelector<TotePlayer>('tote-player')?.tote?.cart.$cart.get()
      const lines = (cart?.lines ?? []).map((line): [string, number] => [
        line.merchandise.variantId,
        line.quantity,
      ])
      return lines.toSorted((a, b) => (a[0] < b[0] ? -1 : 1))
    })
  }

  /** Goes to this programme time and plays on from there. */
  async seek(pdt: number): Promise<void> {
    await this.page.run(
      (to) => document.querySelector<TotePlayer>('tote-player')?.tote?.playback.goTo(to, { isPlaying: true }),
      pdt,
    )
  }
}
