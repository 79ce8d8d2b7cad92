export type Corner = 'top-left' | 'top-right' | 'bottom-right' | 'bottom-left'

/** A rectangle in the window. */
export interface Box {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

export interface Room {
  /** Of the window. */
  readonly width: number
  readonly height: number
  /** Between the player and the window's edge. */
  readonly margin: number
}

/** Clockwise: the button that moves the player goes round them. */
export const CORNERS = ['top-left', 'top-right', 'bottom-right', 'bottom-left'] as const

export function isCorner(value: unknown): value is Corner {
  return CORNERS.some((corner) => corner === value)
}

export function nextCorner(corner: Corner): Corner {
  return CORNERS[(CORNERS.indexOf(corner) + 1) % CORNERS.length] ?? 'bottom-right'
}

/** Where an arrow leads; the same corner when it is at that edge already, null for a key that is no arrow. */
export function cornerByKey(corner: Corner, key: string): Corner | null {
  const [block, inline] = corner.split('-')
  switch (key) {
    case 'ArrowLeft':
      return block === 'top' ? 'top-left' : 'bottom-left'
    case 'ArrowRight':
      return block === 'top' ? 'top-right' : 'bottom-right'
    case 'ArrowUp':
      return inline === 'left' ? 'top-left' : 'top-right'
    case 'ArrowDown':
      return inline === 'left' ? 'bottom-left' : 'bottom-right'
    default:
      return null
  }
}

/** The corner that a player let go of here belongs to. */
export function nearestCorner({ left, top, width, height }: Box, room: Room): Corner {
  const isLeft = left + width / 2 < room.width / 2
  const isTop = top + height / 2 < room.height / 2
  return isTop ? (isLeft ? 'top-left' : 'top-right') : isLeft ? 'bottom-left' : 'bottom-right'
}

/**
 * The corner where the player leaves the focus to be seen: the one it is in if that does; else the next that does,
 * round the window; where the focus is too large for any, the one that hides least of it.
 */
export function cornerClearOf(
  focus: Box,
  { corner, size, room }: { corner: Corner; size: { width: number; height: number }; room: Room },
): Corner {
  const start = CORNERS.indexOf(corner)
  const inTurn = [...CORNERS.slice(start), ...CORNERS.slice(0, start)]
  const hidden = inTurn.map((each) => ({ each, area: overlap(focus, boxAt(each, size, room)) }))
  return hidden.toSorted((a, b) => a.area - b.area)[0]?.each ?? corner
}

function boxAt(corner: Corner, { width, height }: { width: number; height: number }, room: Room): Box {
  const { margin } = room
  return {
    left: corner.endsWith('left') ? margin : room.width - margin - width,
    top: corner.startsWith('top') ? margin : room.height - margin - height,
    width,
    height,
  }
}

function overlap(a: Box, b: Box): number {
  const width = Math.min(a.left + a.width, b.left + b.width) - Math.max(a.left, b.left)
  const height = Math.min(a.top + a.height, b.top + b.height) - Math.max(a.top, b.top)
  return Math.max(0, width) * Math.max(0, height)
}
