import type { CartMeta, CheckoutId, FailedPart, MerchantId, PartProblem } from '@tote/protocol'

type Paying = NonNullable<CartMeta['checkout']>

/** Check-outs of a cart that are to be paid still, in the order in which they were opened. */
export function openIds(checkout: Paying | undefined): readonly CheckoutId[] {
  if (checkout === undefined) return []
  return checkout.parts?.flatMap((part) => (part.status === 'open' ? [part.id] : [])) ?? [checkout.id]
}

/**
 * The cart's word of a check-out of it that ended: ordered, with what stood in the way, or null where it was let go of. Once none
 * is to be paid any more, nothing of it is left, and the cart may change again.
 */
export function withPartEnded(
  meta: CartMeta,
  id: string,
  end: { readonly status: 'ordered' } | { readonly status: 'failed'; readonly problem: PartProblem } | null,
): CartMeta {
  const { checkout, ...free } = meta
  if (checkout === undefined || !openIds(checkout).some((open) => open === id)) return meta
  const parts = checkout.parts?.flatMap((part) => {
    if (part.status !== 'open' || part.id !== id) return [part]
    const whose = whoseOf(part.merchantId)
    if (end === null) return []
    return [end.status === 'ordered' ? { ...end, id: part.id, ...whose } : { ...end, ...whose }]
  })
  const next = parts?.find((part) => part.status === 'open')
  return parts === undefined || next === undefined
    ? free
    : { ...free, checkout: { ...checkout, id: next.id, parts } }
}

/** Those of whom nothing could be opened. */
export function failedParts(checkout: Paying | undefined): FailedPart[] {
  return checkout?.parts?.flatMap((part) => (part.status === 'failed' ? [part] : [])) ?? []
}

/** As it is written where the tenant itself has no name. */
export function whoseOf(merchantId: MerchantId | null | undefined): { merchantId?: MerchantId } {
  return merchantId == null ? {} : { merchantId }
}
