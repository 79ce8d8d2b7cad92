import { randomUUID } from 'node:crypto'
import { claimBuyer, hasBuyer, insertSaleBuyer, type FirstMet } from '../store/buyer-store.ts'
import { selectHosts, selectPins } from '../store/show-store.ts'
import type { Db } from '../store/store.ts'
import { selectTouches } from '../store/touch-store.ts'
import type { Sale } from './credit-sale.ts'
import { cueOf } from './touch-path.ts'

/**
 * Notes which buyer an order is of, by a name that says nothing of them, and with their first order where they were first met.
 * In the transaction that books it; whoever is forgotten takes it along.
 */
export async function noteBuyer(
  db: Db,
  tenantId: string,
  { journeyId, sales }: { journeyId: string; sales: readonly Sale[] },
): Promise<void> {
  const [sale] = sales
  if (sale === undefined) return
  // What was met is read for the first order alone: later it is known.
  const isKnown = await hasBuyer(db, tenantId, journeyId)
  const first = isKnown ? here(sale) : await firstMet(db, tenantId, { journeyId, sale })
  const buyer = await claimBuyer(db, tenantId, { journeyId, newKey: randomUUID(), first })
  await insertSaleBuyer(db, tenantId, { checkoutId: sale.checkoutId, buyer })
}

/** In no show: where they bought. */
const here = ({ at, channel, productId }: Sale): FirstMet => ({
  metAt: at,
  showId: null,
  host: null,
  cue: null,
  channel,
  productId,
})

/** The show is that of the first touch there is; the product, and the pin that had brought it, those of the first product in it. */
async function firstMet(
  db: Db,
  tenantId: string,
  { journeyId, sale }: { journeyId: string; sale: Sale },
): Promise<FirstMet> {
  const touches = await selectTouches(db, tenantId, { journeyId, since: 0 })
  const [first] = touches
  if (first === undefined) return here(sale)
  const { showId, channel, firstAt: metAt } = first
  const met = touches.find((touch) => touch.showId === showId && touch.productId !== null)
  const productId = met?.productId ?? null
  const picture = met?.firstPicture ?? met?.firstAt ?? metAt
  const pins = productId === null ? [] : await selectPins(db, tenantId, [showId])
  return {
    metAt,
    showId,
    host: (await selectHosts(db, tenantId, [showId])).get(showId) ?? null,
    cue: productId === null ? null : cueOf(pins, { showId, productId, picture }),
    channel,
    productId: productId ?? sale.productId,
  }
}
