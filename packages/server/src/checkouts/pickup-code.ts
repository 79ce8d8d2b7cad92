import { randomInt } from 'node:crypto'
import { drawCode } from '../draw-code.ts'
import { selectPickup } from '../store/order-store.ts'
import type { Db } from '../store/store.ts'

/** An even choice of 0 up to what it is given, that nobody can foresee. */
export type DrawNumber = (below: number) => number

/** A code that no other order of the tenant has. */
export async function drawPickupCode(
  db: Db,
  tenantId: string,
  drawNumber: DrawNumber = (below) => randomInt(below),
): Promise<string> {
  const code = drawCode(drawNumber)
  const isTaken = (await selectPickup(db, tenantId, code)) !== undefined
  return isTaken ? drawPickupCode(db, tenantId, drawNumber) : code
}
