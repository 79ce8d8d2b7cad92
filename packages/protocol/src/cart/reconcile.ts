import { limits } from '../limits.ts'

/** How many of one line each side had when neither owed the other anything. They differ where one side would not have more. */
export interface Agreed {
  readonly ours: number
  readonly theirs: number
}

/**
 * What both carts are to have of one line, from what each has now and what they agreed on last: what one side added or took
 * away since is done on the other too.
 *
 *     agreed 1 / 1, ours 3, theirs 2   →   4 / 4     two more here and one more there
 *     agreed 2 / 2, ours 0, theirs 3   →   1 / 1     taken out here, one more there: that one stays
 *     agreed 0 / 0, ours 1, theirs 1   →   1 / 1     the same change by another way, not a second one
 *     no word yet,  ours 1, theirs 2   →   2 / 2     a first meeting: nobody knows whose wish came first
 *
 * Done again after both have it, it changes nothing.
 */
export function reconcile(agreed: Agreed | null, ours: number, theirs: number): Agreed {
  if (ours === theirs) return { ours, theirs }
  if (agreed === null) {
    const most = Math.max(ours, theirs)
    return { ours: Math.min(most, limits.maxQuantity), theirs: most }
  }
  return {
    ours: Math.min(Math.max(ours + theirs - agreed.theirs, 0), limits.maxQuantity),
    theirs: Math.max(theirs + ours - agreed.ours, 0),
  }
}
