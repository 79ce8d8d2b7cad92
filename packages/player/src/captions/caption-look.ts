/** Of the shorter side of the picture: what browsers take by themselves. */
const USUAL_SHARE = 0.05
/** On a picture the size of a stamp that would be no text any more. */
const LEAST_PX = 12
/** Of the picture's width, as `liftCaptions` sets it, but for what stands before and after a line. */
export const LINE_WIDTH = 90
const LINE_PADDING_PX = 8
/** Of the size of its letters, and some air. */
const LINE_HEIGHT = 1.3

export interface CaptionLook {
  /** Percent of the usual size. */
  setSize(percent: number): void
  /** Whether a text stands in one line. */
  fits(this: void, text: string): boolean
  /** Percent of the picture's height that a text of so many lines takes. */
  heightOf(this: void, text: string): number
  stop(): void
}

/**
 * The size of captions, in pixels of the picture as it is shown now: so that it is known how much stands in a line. A
 * shopper's own caption style, set in their system, goes before it.
 *
 * @param onChange Called when more or less stands in a line than before.
 */
export function captionLook(video: HTMLVideoElement, onChange: () => void): CaptionLook {
  const context = video.ownerDocument.createElement('canvas').getContext('2d')
  let percent = 100
  let widthPx = 0
  let linePercent = 0
  const draw = () => {
    const { clientWidth, clientHeight } = video
    const usualPx = Math.max(LEAST_PX, Math.min(clientWidth, clientHeight) * USUAL_SHARE)
    const sizePx = Math.round((usualPx * percent) / 100)
    widthPx = (clientWidth * LINE_WIDTH) / 100 - LINE_PADDING_PX * 2
    linePercent = clientHeight === 0 ? 0 : (sizePx * LINE_HEIGHT * 100) / clientHeight
    video.style.setProperty('--_caption-size', `${sizePx}px`)
    if (context !== null) context.font = `${sizePx}px ${getComputedStyle(video).fontFamily}`
    onChange()
  }
  const sizes = new ResizeObserver(draw)
  sizes.observe(video)
  return {
    setSize(next) {
      if (next === percent) return
      percent = next
      draw()
    },
    // Not laid out yet, or nothing to measure with: then all does.
    fits: (text) => context === null || widthPx <= 0 || context.measureText(text).width <= widthPx,
    heightOf: (text) => text.split('\n').length * linePercent,
    stop() {
      sizes.disconnect()
      video.style.removeProperty('--_caption-size')
    },
  }
}
