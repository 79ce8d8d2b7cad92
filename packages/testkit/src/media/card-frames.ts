import { FILM_SECONDS, FRAME_BITS, FRAMES_PER_SECOND } from './make-film.ts'

/** A card of a product that was drawn, and the number of the frame that was on the screen at that moment. */
export interface DrawnCard {
  readonly title: string
  readonly frame: number
}

/** For `watchCards`, which can use nothing from outside. */
export const FILM = { bits: FRAME_BITS, width: 180, height: 320, barWidth: 15, barsAt: 305 } as const

/**
 * Runs in the page: from now on notes, for each card of a product that is drawn over the picture, the frame that the
 * picture shows. Not the player's word for it but the bars in the film itself. Kept in `window.drawnCards`.
 */
export function watchCards(film: typeof FILM): void {
  const player = document.querySelector('tote-player')?.shadowRoot
  const video = player?.querySelector('video')
  const root = player?.querySelector('tote-product-card')?.shadowRoot
  const canvas = document.createElement('canvas')
  canvas.width = film.width
  canvas.height = film.height
  const pen = canvas.getContext('2d', { willReadFrequently: true })
  if (video == null || root == null || pen === null) throw new Error('there is no card to watch')
  const frameNow = () => {
    pen.drawImage(video, 0, 0, film.width, film.height)
    let frame = 0
    for (let bit = 0; bit < film.bits; bit += 1) {
      const x = bit * film.barWidth + Math.floor(film.barWidth / 2)
      if ((pen.getImageData(x, film.barsAt, 1, 1).data[0] ?? 0) > 128) frame += 2 ** bit
    }
    return frame
  }
  const titleNow = () =>
    root.querySelector('[part~="card"]:not([data-leaving]) [part~="title"]')?.textContent.trim() ?? ''
  const drawn: { title: string; frame: number }[] = []
  let last = titleNow()
  new MutationObserver(() => {
    const title = titleNow()
    if (title === last) return
    last = title
    if (title !== '') drawn.push({ title, frame: frameNow() })
  }).observe(root, { childList: true, subtree: true, characterData: true, attributes: true })
  Reflect.set(window, 'drawnCards', drawn)
}

/**
 * How much later than its cue a card was drawn, in milliseconds of the film; negative when it came before its picture. A
 * frame is on the screen for 42 ms, of which its first is counted.
 *
 * @param startsAtMs Programme time at which the film began its first round.
 */
export function cardLateMs(
  { frame }: DrawnCard,
  { at, startsAtMs }: { at: number; startsAtMs: number },
): number {
  const roundMs = FILM_SECONDS * 1000
  const late = (startsAtMs + (frame / FRAMES_PER_SECOND) * 1000 - at) % roundMs
  // The film begins anew each round: the nearest one is meant.
  if (late > roundMs / 2) return late - roundMs
  return late < -roundMs / 2 ? late + roundMs : late
}
