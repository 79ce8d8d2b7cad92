import type { CartLine } from '@tote/protocol'
import { selectProductsOf } from '../store/catalogue-store.ts'
import { selectHosts, selectPins } from '../store/show-store.ts'
import type { Db } from '../store/store.ts'
import { selectTouches } from '../store/touch-store.ts'
import { CREDIT_WINDOW_DAYS } from './credit-rule.ts'
import type { FrozenCredit } from './frozen-credit.ts'
import { toPath } from './touch-path.ts'

const DAY_MS = 86_400_000

/**
 * What led to these lines, as it stands when the shopper goes to pay: kept with the check-out, so that it is the same for its
 * receipts and its order whatever is forgotten meanwhile.
 */
export async function freezeCredit(
  db: Db,
  tenantId: string,
  {
    journeyId,
    channel,
    lines,
    nowMs,
  }: { journeyId: string; channel: string; lines: readonly CartLine[]; nowMs: number },
): Promise<FrozenCredit> {
  const variantIds = [...new Set(lines.map(({ variantId }) => variantId))]
  const products = await selectProductsOf(db, tenantId, variantIds)
  const touches = await selectTouches(db, tenantId, {
    journeyId,
    since: nowMs - CREDIT_WINDOW_DAYS * DAY_MS,
  })
  const showIds = [...new Set(touches.map(({ showId }) => showId))]
  const pins = await selectPins(db, tenantId, showIds)
  const hosts = await selectHosts(db, tenantId, showIds)
  return {
    channel,
    lines: lines.map(({ id: lineId, variantId, addedAt }) => {
      const productId = products.get(variantId) ?? ''
      return {
        lineId,
        productId,
        path: toPath({ id: lineId, productId, addedAt }, { touches, pins, hosts }),
      }
    }),
  }
}
