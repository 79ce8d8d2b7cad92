import type { CreditRule } from '@tote/protocol'
import { sharesOf } from './credit-rule.ts'
import { splitAmount } from './split-amount.ts'
import type { PathTouch } from './touch-path.ts'

/** A line of an order, or what was given back of one: a fact that never changes. */
export interface Sale {
  readonly checkoutId: string
  readonly lineId: string
  /** The shop's name of the refund; empty for the order itself. */
  readonly ref: string
  readonly orderRef: string
  readonly variantId: string
  readonly productId: string
  /** Where it was bought: origin of the site. */
  readonly channel: string
  /** The store that hands it over; null when it is sent. */
  readonly storeId: string | null
  /** What was ordered, or less than nothing where it was given back. */
  readonly units: number
  /** Minor units. */
  readonly amount: number
  /** What was left of the line before. */
  readonly unitsBefore: number
  readonly amountBefore: number
  readonly currencyCode: string
  readonly path: readonly PathTouch[]
  readonly at: number
}

export type CreditKind = 'direct' | 'assisted' | 'none'

/** One part of a sale, and whose it is. */
export interface Credit {
  readonly kind: CreditKind
  readonly showId: string | null
  readonly host: string | null
  readonly cue: number | null
  /** Where the touch was; where it was bought, if there was none. */
  readonly channel: string
  readonly storeId: string | null
  readonly units: number
  readonly amount: number
}

export function kindOf(path: readonly PathTouch[]): CreditKind {
  if (path.length === 0) return 'none'
  return path.some(({ kind }) => kind === 'added') ? 'direct' : 'assisted'
}

/**
 * Shares a sale out by a rule. Pure, and the same each time, so that a ledger can be worked out anew. The parts add up to the
 * sale. What is given back is the difference of what is left, shared out, before and after: of a line that is given back whole,
 * in however many pieces, every part comes to nothing.
 */
export function creditOf(rule: CreditRule, sale: Sale): Credit[] {
  const { path, storeId, channel } = sale
  const shares = sharesOf(rule, { path, isFromStore: storeId !== null })
  const weights = shares.map(({ weight }) => weight)
  const change = (before: number, by: number) => {
    const then = splitAmount(before, weights)
    return splitAmount(before + by, weights).map((part, index) => part - (then[index] ?? 0))
  }
  const units = change(sale.unitsBefore, sale.units)
  const amounts = change(sale.amountBefore, sale.amount)
  const kind = kindOf(path)
  return shares.map(({ to }, index) => {
    const touch = to === 'store' ? null : to
    return {
      kind,
      showId: touch?.showId ?? null,
      host: touch?.host ?? null,
      cue: touch?.cue ?? null,
      channel: touch?.channel ?? channel,
      storeId: to === 'store' ? storeId : null,
      units: units[index] ?? 0,
      amount: amounts[index] ?? 0,
    }
  })
}
