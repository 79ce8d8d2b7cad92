import type { VariantRow } from '../store/catalogue-store.ts'
import { freeBeyond } from '../waitlist/call-next.ts'

/** The host's word stands above the count: sold out is sold out. What others wait in line for is theirs. */
export function freeOf({ is_sold_out, inventory_mode, free, waiting }: VariantRow): number | null {
  if (is_sold_out === 1) return 0
  return inventory_mode === 'none' ? null : freeBeyond(free ?? 0, waiting)
}
