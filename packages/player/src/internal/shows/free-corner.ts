export const CORNERS = ['bottom-end', 'bottom-start', 'top-end', 'top-start'] as const
export type Corner = (typeof CORNERS)[number]

export interface Box {
  readonly top: number
  readonly right: number
  readonly bottom: number
  readonly left: number
}

export interface CornerFacts {
  readonly wanted: Corner
  /** How far what is in the corner reaches from it, its margin included. */
  readonly size: { readonly width: number; readonly height: number }
  readonly viewport: { readonly width: number; readonly height: number }
  /** What must not be covered. */
  readonly focus: Box | null
  readonly isRtl: boolean
}

/**
 * [WCAG 2.4.11] Where something may float without covering what has the focus: the corner it wants, else the one across,
 * below or above. Null when there is no free one: then it has to go.
 */
export function freeCorner(facts: CornerFacts): Corner | null {
  const { wanted, focus } = facts
  if (focus === null) return wanted
  const others = CORNERS.filter((corner) => corner !== wanted)
  return [wanted, ...others].find((corner) => !overlaps(boxOf(corner, facts), focus)) ?? null
}

function boxOf(corner: Corner, { size, viewport, isRtl }: CornerFacts): Box {
  const isTop = corner.startsWith('top')
  const isLeft = corner.endsWith('start') !== isRtl
  const top = isTop ? 0 : viewport.height - size.height
  const left = isLeft ? 0 : viewport.width - size.width
  return { top, left, bottom: top + size.height, right: left + size.width }
}

function overlaps(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
}
