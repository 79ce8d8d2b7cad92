import { POINTS_CODE } from '@tote/protocol/points'

/**
 * Points lie in a cart as a discount code that the hub makes up: so every place shows them, by the rule that all sides know, and
 * they are frozen with the check-out, taken off and given back as codes are.
 */
const PREFIX = POINTS_CODE

export function toPointsCode(points: number): string {
  return `${PREFIX}${points}`
}

export function isPointsCode(code: string): boolean {
  return code.startsWith(PREFIX)
}

/** How many it spends; null for any other code, and for one that nobody made up here. */
export function readPointsCode(code: string): number | null {
  const written = isPointsCode(code) ? code.slice(PREFIX.length) : ''
  return /^[1-9]\d{0,8}$/.test(written) ? Number(written) : null
}
