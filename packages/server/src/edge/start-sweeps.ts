import { sweepCheckouts } from '../checkouts/end-checkout.ts'
import { advanceDrops } from '../drops/advance-drop.ts'
import { sweepPrices } from '../shows/price-ends.ts'
import { sweepHolds } from '../stock/sweep-holds.ts'
import { serveLines } from '../waitlist/serve-lines.ts'
import type { HubContext } from './hub-context.ts'
import { tellChange } from './tell-change.ts'
import { toToteFailure } from './to-error.ts'

/** [I9] No hold outlives its expiry by more than twice this. */
const SWEEP_MS = 1000

/** Ends what has run out, each second, and tells whose it was. Returns the stop. */
export function startSweeps(context: Pick<HubContext, 'store' | 'news' | 'now' | 'log'>): () => void {
  let isStopped = false
  let timer = setTimeout(run, SWEEP_MS)
  return () => {
    isStopped = true
    clearTimeout(timer)
  }

  function run(): void {
    sweep(context)
      // The database is away: what has run out is swept when it is back.
      .catch((error: unknown) => toToteFailure(error, context.log))
      .finally(() => {
        if (!isStopped) timer = setTimeout(run, SWEEP_MS)
      })
  }
}

/** Everything that has run out by now. */
async function sweep({ store, news, now }: Pick<HubContext, 'store' | 'news' | 'now'>): Promise<void> {
  // Check-outs first: the cart's own holds get their own time back, which may have run out as well.
  for (const swept of await sweepCheckouts(store, now())) tellChange(news, swept.tenantId, swept)
  for (const swept of await sweepHolds(store, now())) tellChange(news, swept.tenantId, swept)
  for (const { tenantId, variantId, cartIds } of await advanceDrops(store, now()))
    news.waitsChanged(tenantId, { cartIds, variantIds: [variantId] })
  // What came free by these, or by anything else since, is for who waits for it.
  for (const { tenantId, variantId, cartIds } of await serveLines(store, now())) {
    news.stockChanged(tenantId, [variantId])
    news.waitsChanged(tenantId, { cartIds, variantIds: [variantId] })
  }
  for (const { tenant, ...ended } of await sweepPrices(store, now())) news.cuePosted(tenant, ended)
}
