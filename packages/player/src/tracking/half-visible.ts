/** What an `IntersectionObserver` tells. */
export type Sight = Pick<
  IntersectionObserverEntry,
  'isIntersecting' | 'intersectionRect' | 'boundingClientRect' | 'rootBounds'
>

/** Half of it can be seen; of what is larger than the window, half of the window. */
export function isHalfVisible({
  isIntersecting,
  intersectionRect,
  boundingClientRect,
  rootBounds,
}: Sight): boolean {
  const area = boundingClientRect.width * boundingClientRect.height
  if (!isIntersecting || area === 0) return false
  const window = rootBounds === null ? area : rootBounds.width * rootBounds.height
  return intersectionRect.width * intersectionRect.height >= Math.min(area, window) / 2
}
