import type { Db } from '../store/store.ts'
import type { Tenant } from '../store/tenant-store.ts'
import { emitTopic } from '../webhooks/emit-topic.ts'
import type { Credit, Sale } from './credit-sale.ts'

interface Booked {
  readonly sale: Sale
  readonly credits: readonly Credit[]
}

/** Tells the tenant's backend whose an order, or what was given back of it, is by the ledger. In the transaction that books it. */
export async function tellCredit(
  db: Db,
  tenant: Tenant,
  { booked, key, nowMs }: { booked: readonly Booked[]; key: string; nowMs: number },
): Promise<void> {
  const [first] = booked
  if (first === undefined) return
  const { checkoutId, orderRef, ref, currencyCode } = first.sale
  await emitTopic(db, tenant, {
    topic: 'credit.booked',
    key,
    data: {
      checkoutId,
      externalRef: orderRef,
      ...(ref === '' ? {} : { refundRef: ref }),
      rule: tenant.creditRule,
      currencyCode,
      lines: booked.map(({ sale, credits }) => ({
        lineId: sale.lineId,
        variantId: sale.variantId,
        productId: sale.productId,
        quantity: sale.units,
        amount: sale.amount,
        parts: credits.map(toPart),
      })),
    },
    nowMs,
  })
}

function toPart({ kind, showId, host, cue, channel, storeId, units, amount }: Credit) {
  return {
    kind,
    ...(showId === null ? {} : { showId }),
    ...(host === null ? {} : { host }),
    ...(cue === null ? {} : { cue }),
    ...(storeId === null ? {} : { storeId }),
    channel,
    quantity: units,
    amount,
  }
}
