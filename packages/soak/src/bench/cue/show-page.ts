import type { EnginePage } from '@tote/testkit/engines'
import { cardLateMs, FILM, watchCards, type DrawnCard } from '@tote/testkit/media'

/** What the page's player has of what is asked here. */
interface PlayerInPage extends Element {
  readonly playback: { readonly state: { readonly status: string } }
  readonly tote: {
    readonly playback: {
      readonly $position: { get(): unknown }
      goTo(pdt: number, options: { isPlaying: boolean }): Promise<boolean>
    }
  } | null
}

/** A page with a player whose cards are watched against its picture. */
export class ShowPage {
  readonly #page: EnginePage

  constructor(page: EnginePage) {
    this.#page = page
  }

  /** Presses the start button, and waits until the picture moves and says where it is. */
  async play(): Promise<void> {
    await this.#page.click('tote-player >>> [part~="start"]')
    await this.#page.waitFor(() => {
      const player = document.querySelector<PlayerInPage>('tote-player')
      return player?.playback.state.status === 'playing' && player.tote?.playback.$position.get() != null
    })
  }

  /** Notes each card that is drawn from now on, and none before. */
  watch(): Promise<void> {
    return this.#page.run(watchCards, FILM)
  }

  /** Goes to this programme time and plays on from there. */
  async seek(pdt: number): Promise<void> {
    await this.#page.run(async (to) => {
      await document.querySelector<PlayerInPage>('tote-player')?.tote?.playback.goTo(to, { isPlaying: true })
    }, pdt)
  }

  /** Waits until a card was drawn for each of these cues, and returns by how much later than it, in milliseconds of the film. */
  async late(cues: readonly number[], startsAtMs: number): Promise<number[]> {
    const drawn = () => this.#page.run(() => Reflect.get(window, 'drawnCards') as DrawnCard[])
    for (let index = 0; index < cues.length; index += 1)
      await this.#page.waitFor(
        (count) => (Reflect.get(window, 'drawnCards') as unknown[]).length >= count,
        index + 1,
      )
    const cards = await drawn()
    return cards
      .slice(0, cues.length)
      .map((card, index) => cardLateMs(card, { at: cues[index] ?? Number.NaN, startsAtMs }))
  }

  close(): Promise<void> {
    return this.#page.close()
  }
}
