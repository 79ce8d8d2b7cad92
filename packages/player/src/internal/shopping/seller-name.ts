import type { Tote } from '@tote/core'
import type { MerchantId } from '@tote/protocol'

/** What shoppers know a merchant by; without one it is the tenant itself. Empty while the show is not known. */
export function sellerName(tote: Tote, merchantId: MerchantId | undefined): string {
  const show = tote.show.$show.get()
  if (show.status !== 'ready') return ''
  return merchantId === undefined
    ? show.tenantName
    : (show.merchants?.find(({ id }) => id === merchantId)?.name ?? merchantId)
}
