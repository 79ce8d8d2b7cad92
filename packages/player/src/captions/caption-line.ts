/** Above the card and the controls, in percent from the top: where captions stand unless more lies over the picture. */
const USUAL = 60
/** Where two lines end that begin at the picture's upper edge: over its names, rather than under a poll on a phone. */
const HIGHEST = 12

/** Where the last line of a caption stands clear of what lies over the picture now, in percent from the top. */
export function captionLine(video: HTMLVideoElement): number {
  const picture = video.getBoundingClientRect()
  const shown = [...(video.closest('.stage')?.querySelectorAll('.bottom > *') ?? [])]
    .map((element) => element.getBoundingClientRect())
    .filter(({ height }) => height > 0)
  if (picture.height === 0 || shown.length === 0) return USUAL
  const top = Math.min(...shown.map((box) => box.top))
  const line = Math.floor(((top - picture.top) / picture.height) * 100) - 1
  return Math.max(HIGHEST, Math.min(USUAL, line))
}
