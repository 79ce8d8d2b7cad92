import { hashSecret } from '../secret.ts'
import type { TenantFile } from '../tenants/tenant-file.ts'

/** What a tenant's backend can be told. `docs/guides/webhooks.md` says what is in each. */
export const topics = [
  'cart.changed',
  'cart.merged',
  'hold.expired',
  'checkout.opened',
  'order.placed',
  'order.sent',
  'order.ready',
  'order.handed_over',
  'order.refunded',
  'credit.booked',
  'checkout.ended',
  'waitlist.joined',
  'waitlist.called',
  'drop.opened',
  'drop.turn',
  'drop.closed',
  'stock.sold_out',
  'stock.low',
  'stock.back',
  'points.changed',
  'shopper.signed_in',
  'shopper.forgotten',
] as const
export type Topic = (typeof topics)[number]

/** One address of a tenant's backend. Its secrets are in the memory of the process alone. */
export interface Webhook {
  readonly tenantId: string
  readonly id: string
  readonly url: string
  /** The newest first; two while one replaces the other. */
  readonly secrets: readonly string[]
}

/** The same address is the same webhook, whatever else the file says of it: what waits for it still arrives. */
export function webhookId(url: string): string {
  return hashSecret(url).slice(0, 16)
}

export function webhooksOf({ id, webhooks }: TenantFile): Webhook[] {
  return webhooks.map(({ url, secrets }) => ({ tenantId: id, id: webhookId(url), url, secrets }))
}
